import type { LayerKind, Shape } from '../layer.ts';

/** The largest or the mean of each square of an image [height, width, channels], or each stretch of [positions, width]. */
export type PoolingSpec = {
  readonly kind: 'pooling';
  readonly of: 'max' | 'mean';
  /** Pixels of a side; 0 = the whole image, and a row of channels is left. */
  readonly side: number;
  /** Pixels from one square to the next; `side` when absent. */
  readonly stride?: number;
};

interface Pools {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly tall: number;
  readonly wide: number;
  readonly stride: number;
  readonly down: number;
  readonly across: number;
}

/** Squares that reach beyond the edge are left out. Of equal values the first is the largest. O(rows x size). */
export const pooling: LayerKind<PoolingSpec> = {
  plan(spec, [input]) {
    const { down, across, channels } = poolsOf(spec, input!);
    if (spec.side === 0) return { shape: [channels], weights: {} };
    return { shape: input!.length === 2 ? [down, channels] : [down, across, channels], weights: {} };
  },
  lay(spec, { inputs, output, capacity }) {
    const x = inputs[0]!;
    const pools = poolsOf(spec, x.shape);
    const share = 1 / (pools.tall * pools.wide);
    const max = spec.of === 'max';
    // Which value of x was the largest.
    const chosen = new Int32Array(max ? capacity * output.size : 0);
    return {
      forward(rows) {
        eachPool(pools, rows, (to, from) => {
          let best = from;
          let sum = 0;
          eachPixel(pools, from, (at) => {
            if (x.value[at]! > x.value[best]!) best = at;
            sum += x.value[at]!;
          });
          output.value[to] = max ? x.value[best]! : sum * share;
          if (max) chosen[to] = best;
        });
      },
      backward(rows) {
        const { grad } = x;
        if (grad === null) return;
        eachPool(pools, rows, (to, from) => {
          const g = output.grad![to]!;
          if (max) grad[chosen[to]!]! += g;
          else
            eachPixel(pools, from, (at) => {
              grad[at]! += g * share;
            });
        });
      },
    };
  },
};

function poolsOf({ side, stride = side }: PoolingSpec, shape: Shape): Pools {
  const flat = shape.length === 2;
  const [height, width, channels] = (flat ? [shape[0]!, 1, shape[1]!] : shape) as readonly [
    number,
    number,
    number,
  ];
  const tall = side || height;
  const wide = flat ? 1 : side || width;
  const step = stride || 1;
  const down = Math.floor((height - tall) / step) + 1;
  const across = Math.floor((width - wide) / step) + 1;
  if (shape.length < 2 || shape.length > 3 || down < 1 || across < 1)
    throw new Error(`pooling of ${side} x ${side} takes [height, width, channels], and got [${shape}]`);
  return { height, width, channels, tall, wide, stride: step, down, across };
}

/** Call `visit(to, from)` for each value of the output, with the first value of its square. */
function eachPool(p: Pools, rows: number, visit: (to: number, from: number) => void): void {
  let to = 0;
  for (let r = 0; r < rows; r++)
    for (let i = 0; i < p.down; i++)
      for (let j = 0; j < p.across; j++)
        for (let c = 0; c < p.channels; c++)
          visit(to++, ((r * p.height + i * p.stride) * p.width + j * p.stride) * p.channels + c);
}

function eachPixel(p: Pools, from: number, visit: (at: number) => void): void {
  for (let i = 0; i < p.tall; i++)
    for (let j = 0; j < p.wide; j++) visit(from + (i * p.width + j) * p.channels);
}
