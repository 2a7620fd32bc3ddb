import type { Metric, MetricContext } from '../contracts/metric.ts';

/**
 * The value of one metric on all rows; NaN when it is not defined on them.
 *
 * truth [rows], predicted [rows x outputs]; weights [rows] >= 0, left out = all 1.
 */
export function measure(
  metric: Metric,
  context: MetricContext,
  truth: Float64Array,
  predicted: Float64Array,
  outputs: number,
  weights?: Float64Array,
): number {
  const acc = metric.start(context);
  for (let r = 0; r < truth.length; r++)
    metric.add(acc, truth[r]!, predicted, r * outputs, weights?.[r] ?? 1);
  return metric.value(acc);
}
