import { softplus } from '../../../kernels/softplus.ts';
import { rowParts } from '../row-parts.ts';
import { type Loss, openShare, totals } from './loss.ts';

/** Log loss of two classes. A score is the log-odds of class 1. */
export const logistic: Loss = {
  outputs: 1,
  maxStep: 4,

  base(truth) {
    const { sum, total } = totals(truth);
    const p = openShare(sum, total);
    return Float64Array.of(Math.log(p / (1 - p)));
  },

  // with p = 1 / (1 + exp(-s))
  // loss     -y log p - (1 - y) log(1 - p)
  // gradient p - y
  // Hessian  p (1 - p)
  derive({ y, weights }, scores, grad, hess, kernels) {
    const weighted = weights === null ? 0 : 1;
    kernels.calls(
      'logisticDerivatives',
      rowParts(y.length).map(({ from, to }) => [y, weights ?? y, weighted, scores, from, to, grad, hess]),
    );
  },

  mean({ y, weights }, scores, rows) {
    let sum = 0;
    let total = 0;
    for (let j = 0; j < rows.length; j++) {
      const i = rows[j]!;
      const w = weights === null ? 1 : weights[i]!;
      sum += w * softplus(y[i] === 1 ? -scores[i]! : scores[i]!);
      total += w;
    }
    return sum / total;
  },
};
