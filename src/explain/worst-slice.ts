import type { Measured, Slice } from '../contracts/evaluation.ts';
import { normalQuantile } from '../kernels/normal-quantile.ts';

/**
 * Index of the slice that is most clearly worse than all rows together, or null when none is.
 *
 * Clearly: the distance in standard errors (a slice's interval taken as normal) is beyond what the farthest of so many
 * slices would reach by chance in 5 % of cases (Bonferroni, one side).
 */
export function worstSlice(
  slices: readonly Slice[],
  metric: string,
  overall: Measured,
  better: 'higher' | 'lower',
  level: number,
): number | null {
  if (overall.value === null || slices.length === 0) return null;
  const width = 2 * normalQuantile((1 + level) / 2);
  let farthest = normalQuantile(1 - 0.05 / slices.length);
  let worst: number | null = null;
  slices.forEach((slice, i) => {
    const { value, low, high } = slice.metrics[metric]!;
    if (value === null || low === null || high === null || high <= low) return;
    const distance =
      ((better === 'higher' ? overall.value! - value : value - overall.value!) * width) / (high - low);
    if (distance > farthest) {
      farthest = distance;
      worst = i;
    }
  });
  return worst;
}
