import { exponential } from './exponential.ts';

/** Scores this far below the highest have a probability of 0 for all that matters here. */
const FAR = 600;

/**
 * Derivatives of the log loss of many classes by their scores, for rows [from, to): with p_k = exp(s_k) / sum_j exp(s_j),
 * grad = w (p_k - [y = k]) and hess = w p_k (1 - p_k) raise.
 *
 * y [rows] class index; weights [rows], read when `weighted` is 1; scores, grad, hess [classes x rows], class after
 * class. O((to - from) x classes), allocates nothing.
 */
export function softmaxDerivatives(
  y: Float64Array,
  weights: Float64Array,
  weighted: number,
  classes: number,
  rows: number,
  raise: number,
  scores: Float64Array,
  from: number,
  to: number,
  grad: Float64Array,
  hess: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    let most = scores[i]!;
    for (let k = 1; k < classes; k++) most = Math.max(most, scores[k * rows + i]!);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const e = exponential(Math.max(scores[k * rows + i]! - most, -FAR));
      grad[k * rows + i] = e;
      sum += e;
    }
    const w = weighted === 1 ? weights[i]! : 1;
    for (let k = 0; k < classes; k++) {
      const at = k * rows + i;
      const p = grad[at]! / sum;
      grad[at] = w * (p - (y[i] === k ? 1 : 0));
      hess[at] = w * (p * (1 - p) * raise);
    }
  }
}
