import { type Loss, totals } from './loss.ts';

/** Half the squared error, for regression. A score is the value. */
export const squared: Loss = {
  outputs: 1,
  maxStep: Number.POSITIVE_INFINITY,

  base(truth) {
    const { sum, total } = totals(truth);
    return Float64Array.of(sum / total);
  },

  // loss     (s - y)^2 / 2
  // gradient s - y
  // Hessian  1
  derive({ y, weights }, scores, grad, hess) {
    for (let i = 0; i < y.length; i++) {
      const w = weights === null ? 1 : weights[i]!;
      grad[i] = w * (scores[i]! - y[i]!);
      hess[i] = w;
    }
  },

  mean({ y, weights }, scores, rows) {
    let sum = 0;
    let total = 0;
    for (let j = 0; j < rows.length; j++) {
      const i = rows[j]!;
      const w = weights === null ? 1 : weights[i]!;
      const d = scores[i]! - y[i]!;
      sum += w * 0.5 * d * d;
      total += w;
    }
    return sum / total;
  },
};
