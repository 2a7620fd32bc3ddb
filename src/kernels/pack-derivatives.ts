/**
 * How derivatives become whole numbers: sums of whole numbers are the same in any order, so that threads, blocks and
 * differences of histograms change no bit.
 *
 * A gradient takes 32 bits with its sign. A Hessian takes the low `hessBits` of another 32, a weight the rest. In a
 * sum of rows the gradient has 64 bits of its own, the Hessian the low `sumBits` of another 64, the weight the rest.
 * A unit is a power of two, so that no conversion rounds.
 */
export interface Packing {
  readonly gradUnit: number;
  readonly hessUnit: number;
  readonly weightUnit: number;
  readonly hessBits: number;
  readonly sumBits: number;
}

/** Bits of a gradient without its sign: 30, so that rounding up does not pass 2^31. */
const GRAD_BITS = 30;
const WORD = 32;
/** Of the 64 bits of a sum, one is left free. */
const SUM = 63;
/** Bits of a weight where weights differ: 1/2048 of the largest is near enough to count rows. */
const WEIGHT_BITS = 12;

/** What `choosePacking` must know of the rows: see kernels/measure-derivatives.ts. */
export interface DerivativeRange {
  readonly rows: number;
  readonly mostGrad: number;
  readonly mostHess: number;
  readonly sumHess: number;
  /** Null when all weights are 1. */
  readonly weights: { readonly most: number; readonly sum: number } | null;
}

/** Units as small as the bits allow; finite derivatives only. */
export function choosePacking({ rows, mostGrad, mostHess, sumHess, weights }: DerivativeRange): Packing {
  const weightBits = weights === null ? 1 : WEIGHT_BITS;
  const weightUnit = weights === null ? 1 : unitFor(weights.most, weightBits);
  // Rounding adds at most one unit a row.
  const weightSum = weights === null ? rows : weights.sum / weightUnit + rows;
  const sumBits = SUM - bitsOf(weightSum);
  const hessBits = Math.min(WORD - weightBits, sumBits - 1);
  // A unit must suit the largest row and the sum of all.
  const hessUnit = Math.max(
    unitFor(mostHess, hessBits),
    unitFor(sumHess + rows * unitFor(mostHess, hessBits), sumBits),
  );
  return { gradUnit: unitFor(mostGrad, GRAD_BITS), hessUnit, weightUnit, hessBits, sumBits };
}

/** Bits that hold every whole number up to n. */
const bitsOf = (n: number): number => Math.ceil(Math.log2(n + 2));

/** A power of two of which `most` is at most 2^(bits - 1), so that rounding up keeps it below 2^bits. */
function unitFor(most: number, bits: number): number {
  if (!(most > 0)) return 1;
  return 2 ** Math.max(-1000, Math.ceil(Math.log2(most)) + 1 - bits);
}

/**
 * Turn rows [from, to) into whole numbers.
 *
 * grad, hess, weight [rows]  weight may be empty: then all are 1
 * gradScale ..    1 / unit
 * packed [2 * rows]  of a row: its gradient; its Hessian and, from bit `hessBits` up, its weight
 *
 * O(to - from), allocates nothing.
 */
export function packDerivatives(
  grad: Float64Array,
  hess: Float64Array,
  weight: Float64Array,
  weighted: number,
  from: number,
  to: number,
  gradScale: number,
  hessScale: number,
  weightScale: number,
  hessBits: number,
  packed: Int32Array,
): void {
  for (let i = from; i < to; i++) {
    const w = weighted === 1 ? Math.floor(weight[i]! * weightScale + 0.5) : 1;
    packed[2 * i] = Math.floor(grad[i]! * gradScale + 0.5);
    packed[2 * i + 1] = Math.floor(hess[i]! * hessScale + 0.5) | (w << hessBits);
  }
}
