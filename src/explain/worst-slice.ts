import type { Slice } from '../contracts/evaluation.ts';
import { normalQuantile } from '../kernels/normal-quantile.ts';

/**
 * By column, the mean of a metric over its slices, weighted by rows: what a slice is fairly compared with.
 *
 * Not the value on all rows: within a slice the column that cuts it cannot help to rank, so every slice of a telling
 * column has a lower ROC-AUC than all rows together. For metrics that are means over rows the two agree.
 */
export function sliceMeans(slices: readonly Slice[], metric: string): ReadonlyMap<string, number> {
  const sums = new Map<string, { value: number; rows: number }>();
  for (const { column, rows, metrics } of slices) {
    const value = metrics[metric]?.value ?? null;
    if (value === null) continue;
    const sum = sums.get(column) ?? { value: 0, rows: 0 };
    sums.set(column, { value: sum.value + value * rows, rows: sum.rows + rows });
  }
  return new Map([...sums].map(([column, { value, rows }]) => [column, value / rows]));
}

/**
 * Index of the slice that is most clearly worse than the mean of its column's slices, or null when none is.
 *
 * Clearly: the distance in standard errors (a slice's interval taken as normal) is beyond what the farthest of so many
 * slices would reach by chance in 5 % of cases (Bonferroni, one side).
 *
 * level: of the slices' intervals, e.g. 0.95.
 */
export function worstSlice(
  slices: readonly Slice[],
  metric: string,
  better: 'higher' | 'lower',
  level: number,
): number | null {
  if (slices.length === 0) return null;
  const means = sliceMeans(slices, metric);
  const width = 2 * normalQuantile((1 + level) / 2);
  let farthest = normalQuantile(1 - 0.05 / slices.length);
  let worst: number | null = null;
  slices.forEach(({ column, metrics }, i) => {
    const { value, low, high } = metrics[metric]!;
    if (value === null || low === null || high === null || high <= low) return;
    const behind = better === 'higher' ? means.get(column)! - value : value - means.get(column)!;
    const distance = (behind * width) / (high - low);
    if (distance > farthest) {
      farthest = distance;
      worst = i;
    }
  });
  return worst;
}
