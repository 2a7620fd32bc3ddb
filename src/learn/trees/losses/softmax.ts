import { rowParts } from '../row-parts.ts';
import { type Loss, openShare } from './loss.ts';

/** Log loss of many classes, one score a class; probabilities are their softmax. */
export const softmax = (classes: number): Loss => ({
  outputs: classes,
  maxStep: 4,

  base({ y, weights }) {
    const mass = new Float64Array(classes);
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const w = weights === null ? 1 : weights[i]!;
      mass[y[i]!] = mass[y[i]!]! + w;
      total += w;
    }
    return mass.map((m) => Math.log(openShare(m, total)));
  },

  // with p_k = exp(s_k) / sum_j exp(s_j)
  // loss     -log p_y
  // gradient p_k - [y = k]
  // Hessian  p_k (1 - p_k) K / (K - 1): its diagonal only, raised because scores of one row move together
  //          (Friedman 2001, algorithm 6)
  derive({ y, weights }, scores, grad, hess, kernels) {
    const rows = y.length;
    const raise = classes / Math.max(1, classes - 1);
    const weighted = weights === null ? 0 : 1;
    const shared = [y, weights ?? y, weighted, classes, rows, raise, scores] as const;
    kernels.calls(
      'softmaxDerivatives',
      rowParts(rows).map(({ from, to }) => [...shared, from, to, grad, hess]),
    );
  },

  mean({ y, weights }, scores, rows) {
    let sum = 0;
    let total = 0;
    for (let j = 0; j < rows.length; j++) {
      const i = rows[j]!;
      const w = weights === null ? 1 : weights[i]!;
      sum += w * (logSum(scores, i, y.length, classes) - scores[y[i]! * y.length + i]!);
      total += w;
    }
    return sum / total;
  },
});

/** log(sum_k exp(score k of row i)), shifted by the largest so that it cannot overflow. */
function logSum(scores: Float64Array, i: number, rows: number, classes: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < classes; k++) most = Math.max(most, scores[k * rows + i]!);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(scores[k * rows + i]! - most);
  return most + Math.log(sum);
}
