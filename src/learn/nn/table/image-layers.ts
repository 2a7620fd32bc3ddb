import { fail } from '../../../errors/fail.ts';
import { type LayerSpec, NUMBERS } from '../network.ts';
import type { BodyParams } from './body-params.ts';

/** Axes of an image whose pixels are columns. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
  readonly colours: number;
}

/**
 * How so many columns are an image: row after row, the colours of a pixel side by side. height 0 = a square where they are
 * one, else a single row. Throws 'train/image-shape'.
 */
export function imageSize(columns: number, height: number, colours: number): ImageSize {
  const pixels = columns / colours;
  const side = Math.sqrt(pixels);
  const tall = height > 0 ? height : Number.isInteger(side) ? side : 1;
  const width = pixels / tall;
  if (!Number.isInteger(width) || width < 1) throw fail('train/image-shape', { columns, height, colours });
  return { height: tall, width, colours };
}

/**
 * `blocks` times a convolution of 3 x 3 that keeps the size, what bends it, and the largest of each 2 x 2 where the image
 * has as many; each block has twice the channels of the one before. The last layer is a row.
 *
 * Source: LeCun et al. 1998; Simonyan and Zisserman 2015 for 3 x 3.
 */
export function imageLayers(
  { height, width, colours }: ImageSize,
  blocks: number,
  channels: number,
  { activation }: Pick<BodyParams, 'activation'>,
): LayerSpec[] {
  let [tall, wide] = [height, width];
  const each = Array.from({ length: blocks }, (_, i): LayerSpec[] => {
    const name = `convolution-${i + 1}`;
    const pooled = tall >= 2 && wide >= 2;
    if (pooled) [tall, wide] = [Math.floor(tall / 2), Math.floor(wide / 2)];
    return [
      { kind: 'convolution', name, channels: channels * 2 ** i, side: 3, padding: 1 },
      { kind: 'activation', name: `${name}-active`, of: activation },
      ...(pooled ? [{ kind: 'pooling', name: `${name}-pooled`, of: 'max', side: 2 } as const] : []),
    ];
  });
  return [
    { kind: 'reshape', name: 'image', from: [NUMBERS], shape: [height, width, colours] },
    ...each.flat(),
    { kind: 'reshape', name: 'flat', shape: [-1] },
  ];
}
