/** Slots of `out` that one part of the rows takes. */
export const MEASURED = 4;

/**
 * The largest absolute gradient, the largest Hessian and the sum of Hessians of rows [from, to), to out[4 * part ..].
 *
 * O(to - from), allocates nothing.
 */
export function measureDerivatives(
  grad: Float64Array,
  hess: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
  part: number,
): void {
  let mostGrad = 0;
  let mostHess = 0;
  // Four sums of every fourth row, and of the last few one by one: as the twin has them.
  const sums = [0, 0, 0, 0];
  const even = to - ((to - from) % 4);
  for (let i = from; i < to; i++) {
    mostGrad = Math.max(mostGrad, Math.abs(grad[i]!));
    mostHess = Math.max(mostHess, hess[i]!);
    if (i < even) sums[(i - from) % 4]! += hess[i]!;
  }
  let sum = sums[0]! + sums[2]! + (sums[1]! + sums[3]!);
  for (let i = even; i < to; i++) sum += hess[i]!;
  out[MEASURED * part] = mostGrad;
  out[MEASURED * part + 1] = mostHess;
  out[MEASURED * part + 2] = sum;
}
