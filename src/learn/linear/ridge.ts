import { lbfgs } from '../../kernels/lbfgs.ts';
import type { MeanLoss } from './mean-loss.ts';
import type { Found, SearchOptions } from './search.ts';

/**
 * Minimise mean loss + sum l2_i x_i^2 / 2 from the `at` given, in place, by L-BFGS.
 *
 * l2 [parameters]; inverse: as of `lbfgs`. One pass over the rows an iteration, and seldom a second.
 */
export function ridge(
  meanLoss: MeanLoss,
  at: Float64Array,
  l2: Float64Array,
  { tolerance, iterations, checkCancelled, onIteration }: SearchOptions,
  inverse?: (v: Float64Array) => void,
): Found {
  return lbfgs(
    (x, gradient) => {
      let value = meanLoss(x, gradient);
      for (let i = 0; i < l2.length; i++) {
        value += (l2[i]! * x[i]! * x[i]!) / 2;
        gradient[i]! += l2[i]! * x[i]!;
      }
      checkCancelled();
      return value;
    },
    at,
    { tolerance, iterations, onIteration, ...(inverse && { inverse }) },
  );
}
