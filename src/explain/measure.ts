import type { Metric, MetricContext } from '../contracts/metric.ts';

/**
 * The value of one metric on all rows; NaN when it is not defined on them.
 *
 * truth [rows], predicted [rows x outputs]; weights [rows] >= 0, left out = all 1; groups [rows] the list that a row stands in,
 * left out = all in one.
 */
export function measure(
  metric: Metric,
  context: MetricContext,
  truth: Float64Array,
  predicted: Float64Array,
  outputs: number,
  weights?: Float64Array,
  groups?: Int32Array,
): number {
  const acc = metric.start(context);
  for (let r = 0; r < truth.length; r++)
    metric.add(acc, truth[r]!, predicted, r * outputs, weights?.[r] ?? 1, groups?.[r]);
  return metric.value(acc);
}
