import { weightedQuantile } from '../../../kernels/weighted-quantile.ts';
import { pointLoss } from './point-loss.ts';

// with d = s - y
// loss     over d where d > 0, -under d elsewhere
// gradient over where d > 0, -under where d < 0, 0 where the row is met
// Hessian  0 everywhere: 1 stands for it while the tree grows; a leaf then takes the quantile of its residuals
//          (Friedman 2001, section 4.3)
const pinball = (under: number, over: number) => {
  const share = under / (under + over);
  return pointLoss({
    loss: (y, s) => (s > y ? over * (s - y) : under * (y - s)),
    gradient: (y, s) => (s > y ? over : s < y ? -under : 0),
    base: ({ y, weights }) =>
      Float64Array.of(weightedQuantile(y, weights ?? new Float64Array(y.length).fill(1), share)),
    renew: (residuals, weights) => weightedQuantile(residuals, weights, share),
  });
};

/** Absolute error. A score is the median: outliers pull no harder than other rows. */
export const absolute = pinball(1, 1);

/**
 * Pinball loss. A score is the value below which a share in (0, 1) of the rows like this one lies.
 *
 * Source: Koenker and Bassett 1978, "Regression quantiles".
 */
export const quantile = (share: number) => pinball(share, 1 - share);
