import { gemmScratch } from '../../../kernels/gemm.ts';
import type { LayerKind, Shape } from '../layer.ts';
import { scaledUniform, zeros } from '../start-values.ts';

/** A dense layer over each square of an image [height, width, channels]. */
export type ConvolutionSpec = {
  readonly kind: 'convolution';
  readonly channels: number;
  /** Pixels of a side of the square. */
  readonly side: number;
  /** Pixels from one square to the next; 1 when absent. */
  readonly stride?: number;
  /** Pixels of zeros around the image; none when absent. */
  readonly padding?: number;
};

/** Where the squares lie. */
interface Squares {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly side: number;
  readonly stride: number;
  readonly padding: number;
  /** Squares down and across. */
  readonly down: number;
  readonly across: number;
}

/**
 * weight [side x side x channels before, channels], bias [channels]; out [down, across, channels]. Squares are copied side
 * by side, image by image, and multiplied as one matrix. O(rows x squares x side^2 x channels before x channels).
 */
export const convolution: LayerKind<ConvolutionSpec> = {
  plan(spec, [input]) {
    const { down, across, channels, side } = squaresOf(spec, input!);
    const patch = side * side * channels;
    return {
      shape: [down, across, spec.channels],
      weights: {
        weight: { role: 'weight', size: patch * spec.channels, start: scaledUniform(patch, 2) },
        bias: { role: 'offset', size: spec.channels, start: zeros },
      },
    };
  },
  lay(spec, { inputs, output, weights, capacity, kernels }) {
    const x = inputs[0]!;
    const squares = squaresOf(spec, x.shape);
    const count = squares.down * squares.across;
    const patch = squares.side * squares.side * squares.channels;
    const units = spec.channels;
    const weight = weights.weight!;
    const bias = weights.bias!;
    const { gemm, repeatRow, addRows } = kernels.call;
    const patches = kernels.f32(count * patch);
    const scratch = kernels.f32(
      Math.max(gemmScratch(units, patch), gemmScratch(units, count), gemmScratch(patch, units)),
    );
    const outs = imagesOf(output.value, capacity, output.size);
    const grads = output.grad === null ? [] : imagesOf(output.grad, capacity, output.size);
    return {
      forward(rows) {
        repeatRow(bias.value, output.value, rows * count, units);
        for (let r = 0; r < rows; r++) {
          copySquares(squares, x.value, r * x.size, patches);
          gemm(count, units, patch, patches, patch, 1, weight.value, units, 1, outs[r]!, 1, scratch);
        }
      },
      backward(rows) {
        if (bias.grad) addRows(output.grad!, bias.grad, rows * count, units);
        for (let r = 0; r < rows; r++) {
          const grad = grads[r]!;
          if (weight.grad) {
            copySquares(squares, x.value, r * x.size, patches);
            gemm(patch, units, count, patches, 1, patch, grad, units, 1, weight.grad, 1, scratch);
          }
          if (x.grad) {
            gemm(count, patch, units, grad, units, 1, weight.value, 1, units, patches, 0, scratch);
            addSquares(squares, patches, x.grad, r * x.size);
          }
        }
      },
    };
  },
};

const imagesOf = (values: Float32Array, capacity: number, size: number): Float32Array[] =>
  Array.from({ length: capacity }, (_, r) => values.subarray(r * size, (r + 1) * size));

function squaresOf({ side, stride = 1, padding = 0 }: ConvolutionSpec, shape: Shape): Squares {
  const [height, width, channels] = shape as readonly [number, number, number];
  const along = (pixels: number): number => Math.floor((pixels + 2 * padding - side) / stride) + 1;
  const [down, across] = [along(height), along(width)];
  if (shape.length !== 3 || down < 1 || across < 1)
    throw new Error(`a convolution of ${side} x ${side} takes [height, width, channels], and got [${shape}]`);
  return { height, width, channels, side, stride, padding, down, across };
}

/** Call `visit(pixel, place, n)` for each run of n values that lie side by side in the image and in the squares. */
function eachRun(s: Squares, visit: (pixel: number, place: number, n: number) => void): void {
  const line = s.side * s.channels;
  let place = 0;
  for (let i = 0; i < s.down; i++)
    for (let j = 0; j < s.across; j++)
      for (let di = 0; di < s.side; di++, place += line) {
        const y = i * s.stride + di - s.padding;
        if (y < 0 || y >= s.height) continue;
        const left = j * s.stride - s.padding;
        const from = Math.max(0, left);
        const to = Math.min(s.width, left + s.side);
        if (to > from)
          visit(
            (y * s.width + from) * s.channels,
            place + (from - left) * s.channels,
            (to - from) * s.channels,
          );
      }
}

/** Squares of the image at `from`, each as one row; zeros around it. */
function copySquares(squares: Squares, x: Float32Array, from: number, out: Float32Array): void {
  if (squares.padding > 0) out.fill(0);
  eachRun(squares, (pixel, place, n) => {
    for (let i = 0; i < n; i++) out[place + i] = x[from + pixel + i]!;
  });
}

/** The way back: each value of a square is added to its pixel. */
function addSquares(squares: Squares, values: Float32Array, x: Float32Array, from: number): void {
  eachRun(squares, (pixel, place, n) => {
    for (let i = 0; i < n; i++) x[from + pixel + i]! += values[place + i]!;
  });
}
