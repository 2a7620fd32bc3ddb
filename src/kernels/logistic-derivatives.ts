import { exponential } from './exponential.ts';

/** Scores beyond this have probabilities of 0 or 1 to the last bit that matters here. */
const FAR = 40;

/**
 * Derivatives of the log loss of two classes by their score, for rows [from, to): with p = 1 / (1 + exp(-score)),
 * grad = w (p - y) and hess = w p (1 - p).
 *
 * y [rows] 0 or 1; weights [rows], read when `weighted` is 1. O(to - from), allocates nothing.
 */
export function logisticDerivatives(
  y: Float64Array,
  weights: Float64Array,
  weighted: number,
  scores: Float64Array,
  from: number,
  to: number,
  grad: Float64Array,
  hess: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const p = 1 / (1 + exponential(Math.min(Math.max(-scores[i]!, -FAR), FAR)));
    const w = weighted === 1 ? weights[i]! : 1;
    grad[i] = w * (p - y[i]!);
    hess[i] = w * (p * (1 - p));
  }
}
