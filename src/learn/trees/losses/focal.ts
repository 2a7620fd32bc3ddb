import { softplus } from '../../../kernels/softplus.ts';
import { bestConstant } from './best-constant.ts';
import { openShare, totals } from './loss.ts';
import { pointLoss } from './point-loss.ts';

/**
 * Log loss of two classes in which rows that are told well count less: by (1 - P(truth))^gamma. At gamma 0 it is log loss.
 *
 * A score is taken for the log-odds of class 1, as its authors do; but the loss is lowest at probabilities drawn toward
 * 1/2 (Charoenphakdee et al. 2021): they rank rows, and do not say how often they are right.
 *
 * Source: Lin et al. 2017, "Focal loss for dense object detection".
 */
export function focal(gamma: number) {
  // with z = s for class 1, -s for class 0; p = 1 / (1 + exp(-z)), q = 1 - p
  // loss     -q^gamma log p
  // gradient by z: q^gamma (gamma p log p - q)
  // Hessian  q^gamma p (q (2 gamma + 1) + gamma log p (q - gamma p)): below 0 for rows told badly, where that of log
  //          loss, weighted by q^gamma, stands for it
  const gradient = (y: number, s: number): number => {
    const z = y === 1 ? s : -s;
    const p = 1 / (1 + Math.exp(-z));
    const q = 1 / (1 + Math.exp(z));
    const byZ = q ** gamma * (-gamma * p * softplus(-z) - q);
    return y === 1 ? byZ : -byZ;
  };
  return pointLoss({
    maxStep: 4,
    loss(y, s) {
      const z = y === 1 ? s : -s;
      return (1 / (1 + Math.exp(z))) ** gamma * softplus(-z);
    },
    gradient,
    hessian(y, s) {
      const z = y === 1 ? s : -s;
      const p = 1 / (1 + Math.exp(-z));
      const q = 1 / (1 + Math.exp(z));
      const exact = q * (2 * gamma + 1) - gamma * softplus(-z) * (q - gamma * p);
      return q ** gamma * p * Math.max(exact, q);
    },
    base(truth) {
      const { sum, total } = totals(truth);
      const share = openShare(sum, total);
      const classes = { y: Float64Array.of(0, 1), weights: Float64Array.of(1 - share, share) };
      return Float64Array.of(bestConstant(classes, gradient));
    },
  });
}
