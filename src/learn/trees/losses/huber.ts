import { weightedQuantile } from '../../../kernels/weighted-quantile.ts';
import { pointLoss } from './point-loss.ts';

/**
 * Squared error of small deviations, absolute error beyond `delta`, in units of the target. A score is a mean that
 * outliers pull only as hard as a deviation of delta. Source: Huber 1964, "Robust estimation of a location parameter".
 */
export const huber = (delta: number) =>
  pointLoss({
    // with d = s - y
    // loss     d^2 / 2 where |d| <= delta, delta (|d| - delta / 2) beyond
    // gradient d, held within -delta..delta
    // Hessian  1: beyond delta it is 0, and a bound from above makes no step too long
    loss: (y, s) => {
      const d = Math.abs(s - y);
      return d <= delta ? (d * d) / 2 : delta * (d - delta / 2);
    },
    gradient: (y, s) => Math.min(delta, Math.max(-delta, s - y)),
  });

/** Share of the rows that a delta taken from the data leaves to squared error. */
const SQUARED_SHARE = 0.9;

/** The deviation from the median within which nine tenths of the rows lie; > 0 for any y. O(n). */
export function usualDelta(y: Float64Array, weights: Float64Array | null): number {
  const weight = weights ?? new Float64Array(y.length).fill(1);
  const middle = weightedQuantile(y, weight, 0.5);
  const deviations = y.map((value) => Math.abs(value - middle));
  // Where nine tenths are equal, the largest deviation tells the scale.
  return (
    weightedQuantile(deviations, weight, SQUARED_SHARE) || deviations.reduce((a, b) => Math.max(a, b)) || 1
  );
}
