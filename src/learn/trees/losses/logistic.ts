import { rowParts } from '../row-parts.ts';
import { type Loss, openShare } from './loss.ts';

/** Log loss of two classes. A score is the log-odds of class 1. */
export const logistic: Loss = {
  outputs: 1,
  maxStep: 4,

  base({ y, weights }) {
    let positive = 0;
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const w = weights === null ? 1 : weights[i]!;
      positive += w * y[i]!;
      total += w;
    }
    const p = openShare(positive, total);
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
      const s = y[i] === 1 ? -scores[i]! : scores[i]!;
      // log(1 + e^s), written so that e^s cannot overflow.
      sum += w * (Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s))));
      total += w;
    }
    return sum / total;
  },
};
