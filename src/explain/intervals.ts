import type { Measured } from '../contracts/evaluation.ts';
import type { Metric, MetricContext } from '../contracts/metric.ts';
import { sortOrder } from '../kernels/sort-order.ts';
import { type BootstrapOptions, eachResample, withInterval } from './bootstrap.ts';

/** Predictions and truth in the order of the first output, which spares measures of ranking their sort. */
interface SortedRows {
  /** [rows] row of the caller. */
  readonly order: Int32Array;
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
  readonly outputs: number;
}

/**
 * Every metric on these rows, with its percentile bootstrap interval.
 *
 * truth     [rows] class index or value
 * predicted [rows x outputs] row after row
 *
 * The same seed gives the same intervals. All metrics see the same resamples. An interval is widened to hold the value
 * itself where all resamples lie to one side of it (ECE, which resampling biases upwards). Value, low and high are null
 * where the metric is undefined on the rows; low and high also where it is undefined on most resamples.
 *
 * groups [rows] index >= 0 of what a row belongs to, such as its reader: then groups are resampled, each with all of its rows,
 * for rows of one are not independent. Absent: each row by itself.
 *
 * O(samples x rows x metrics), with one sort in all when there is one output. Source: Efron 1979.
 */
export function intervals(
  metrics: readonly Metric[],
  context: MetricContext,
  truth: Float64Array,
  predicted: Float64Array,
  outputs: number,
  options: BootstrapOptions,
  groups?: Int32Array,
): Record<string, Measured> {
  const rows = sorted(truth, predicted, outputs);
  const drawn = metrics.map(() => new Float64Array(options.samples));
  const units = groups?.reduce((most, group) => Math.max(most, group + 1), 0) ?? truth.length;
  const unitOf = groups === undefined ? rows.order : rows.order.map((row) => groups[row]!);
  eachResample(units, options, (counts, sample) => {
    const weights = ordered(counts, unitOf);
    metrics.forEach((metric, m) => {
      drawn[m]![sample] = measure(metric, context, rows, weights);
    });
  });
  const once = new Float64Array(truth.length).fill(1);
  return Object.fromEntries(
    metrics.map((metric, m) => [
      metric.name,
      withInterval(measure(metric, context, rows, once), drawn[m]!, options.level),
    ]),
  );
}

/**
 * How far model A lies from model B by one metric on the same rows, with its paired bootstrap interval.
 *
 * Positive = A is better, whichever way the metric points. Both models are measured on the same resamples, so what makes
 * rows hard for both cancels out. Rows, nulls and cost as for `intervals`.
 */
export function pairedDifference(
  metric: Metric,
  context: MetricContext,
  truth: Float64Array,
  predictedA: Float64Array,
  predictedB: Float64Array,
  outputs: number,
  options: BootstrapOptions,
): Measured {
  const a = sorted(truth, predictedA, outputs);
  const b = sorted(truth, predictedB, outputs);
  const sign = metric.traits.better === 'higher' ? 1 : -1;
  const difference = (counts: Float64Array): number =>
    sign *
    (measure(metric, context, a, ordered(counts, a.order)) -
      measure(metric, context, b, ordered(counts, b.order)));
  const drawn = new Float64Array(options.samples);
  eachResample(truth.length, options, (counts, sample) => {
    drawn[sample] = difference(counts);
  });
  return withInterval(difference(new Float64Array(truth.length).fill(1)), drawn, options.level);
}

function measure(metric: Metric, context: MetricContext, rows: SortedRows, weights: Float64Array): number {
  const { truth, predicted, outputs } = rows;
  const acc = metric.start(context);
  for (let i = 0; i < truth.length; i++) {
    const weight = weights[i]!;
    if (weight > 0) metric.add(acc, truth[i]!, predicted, i * outputs, weight);
  }
  return metric.value(acc);
}

function sorted(truth: Float64Array, predicted: Float64Array, outputs: number): SortedRows {
  const rows = truth.length;
  const first = new Float64Array(rows);
  for (let i = 0; i < rows; i++) first[i] = predicted[i * outputs]!;
  const order = sortOrder(first);
  const inOrder = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < outputs; k++) inOrder[i * outputs + k] = predicted[order[i]! * outputs + k]!;
  return { order, truth: ordered(truth, order), predicted: inOrder, outputs };
}

function ordered(values: Float64Array, order: Int32Array): Float64Array {
  const out = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) out[i] = values[order[i]!]!;
  return out;
}
