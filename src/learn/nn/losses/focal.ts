import { softplus } from '../../../kernels/softplus.ts';
import type { Loss } from './loss.ts';

/**
 * Focal loss, (1 - p)^focus times -ln p with p the chance given to the truth: what is answered well already counts little.
 * focus 0 is cross-entropy.
 *
 * With f = p d loss / d p = focus p (1 - p)^(focus - 1) ln p - (1 - p)^focus: slope f ([y = k] - p_k) by the score of
 * class k, and f (y - P(1)) by the log-odds of class 1. Source: Lin et al. 2017.
 */
export const focal =
  (focus: number): Loss =>
  (scores, outputs, { y, weight }, rows, scale, grad) => {
    let sum = 0;
    for (let r = 0; r < rows; r++) {
      const known = !Number.isNaN(y[r]!);
      const w = known ? weight[r]! : 0;
      const truth = known ? y[r]! : 0;
      const from = r * outputs;
      const all = outputs === 1 ? 0 : logSum(scores, from, outputs);
      const logP =
        outputs === 1 ? -softplus(truth > 0 ? -scores[r]! : scores[r]!) : scores[from + truth]! - all;
      const p = Math.exp(logP);
      const rest = -Math.expm1(logP);
      const weakened = rest ** focus;
      sum -= w * weakened * logP;
      if (!grad) continue;
      // p (1 - p)^(focus - 1) ln p tends to -(1 - p)^focus where p tends to 1, which is 0 there.
      const f = (rest > 0 ? (focus * p * weakened * logP) / rest : 0) - weakened;
      if (outputs === 1) grad[r] = scale * w * f * (truth > 0 ? rest : -rest);
      else
        for (let k = 0; k < outputs; k++)
          grad[from + k] = scale * w * f * (Number(k === truth) - Math.exp(scores[from + k]! - all));
    }
    return sum;
  };

/** ln of the sum of e^score over the classes of a row; the highest is taken out first, so that nothing overflows. */
function logSum(scores: Float32Array, from: number, classes: number): number {
  let highest = -Infinity;
  for (let j = 0; j < classes; j++) highest = Math.max(highest, scores[from + j]!);
  let total = 0;
  for (let j = 0; j < classes; j++) total += Math.exp(scores[from + j]! - highest);
  return highest + Math.log(total);
}
