import { totals } from './loss.ts';
import { pointLoss } from './point-loss.ts';

/**
 * Negative log-likelihood of counts, less what the score does not touch. A score is the log of the mean; truth >= 0,
 * not only whole numbers.
 */
export const poisson = pointLoss({
  link: 'log',
  range: [0, Number.MAX_VALUE],
  maxStep: 4,
  // loss     e^s - y s
  // gradient e^s - y
  // Hessian  e^s
  loss: (y, s) => Math.exp(s) - y * s,
  gradient: (y, s) => Math.exp(s) - y,
  hessian: (_y, s) => Math.exp(s),
  base(truth) {
    const { sum, total } = totals(truth);
    // Of rows that counted nothing, half an event in one row more is assumed.
    return Float64Array.of(Math.log(sum > 0 ? sum / total : 0.5 / (total + 1)));
  },
});
