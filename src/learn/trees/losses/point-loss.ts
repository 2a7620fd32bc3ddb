import { fail } from '../../../errors/fail.ts';
import { bestConstant } from './best-constant.ts';
import type { Loss } from './loss.ts';

/**
 * A loss of one score, row by row, as pure functions of the truth and the score. Without `base`, bisection of the gradient
 * finds it; without `maxStep`, steps are not bounded.
 */
export interface PointLoss
  extends Pick<Loss, 'renew' | 'link' | 'range'>,
    Partial<Pick<Loss, 'base' | 'maxStep'>> {
  loss(y: number, score: number): number;
  /** Its derivative by the score. */
  gradient(y: number, score: number): number;
  /** Its second derivative, or an upper bound of it; below 0 it counts as 0. Absent: 1, for steps of the mean gradient. */
  hessian?(y: number, score: number): number;
}

/**
 * Make a loss of functions of one row; a loss of your own goes the same way: two functions, `loss` and `gradient`, and
 * better a third, `hessian`. The loss may be quasi-convex: its gradient must change sign once. Throws
 * 'train/loss-not-finite' where a derivative is no finite number.
 *
 * @example fitForest(train, { ...settings, loss: pointLoss({ loss: (y, s) => Math.log(Math.cosh(s - y)),
 *   gradient: (y, s) => Math.tanh(s - y), hessian: (y, s) => 1 - Math.tanh(s - y) ** 2 }) }, run)
 */
export function pointLoss(point: PointLoss): Loss {
  const { loss, gradient, hessian, ...given } = point;
  return {
    outputs: 1,
    maxStep: Number.POSITIVE_INFINITY,
    base: (truth) => Float64Array.of(bestConstant(truth, gradient)),
    ...given,

    derive({ y, weights }, scores, grad, hess) {
      for (let i = 0; i < y.length; i++) {
        const w = weights === null ? 1 : weights[i]!;
        const g = w * gradient(y[i]!, scores[i]!);
        const h = hessian === undefined ? w : w * Math.max(0, hessian(y[i]!, scores[i]!));
        if (!Number.isFinite(g + h))
          throw fail('train/loss-not-finite', { target: y[i]!, score: scores[i]! });
        grad[i] = g;
        hess[i] = h;
      }
    },

    mean({ y, weights }, scores, rows) {
      let sum = 0;
      let total = 0;
      for (let j = 0; j < rows.length; j++) {
        const i = rows[j]!;
        const w = weights === null ? 1 : weights[i]!;
        sum += w * loss(y[i]!, scores[i]!);
        total += w;
      }
      return sum / total;
    },
  };
}
