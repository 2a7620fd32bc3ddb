import type { Measured } from '../contracts/evaluation.ts';
import type { Metric, MetricContext } from '../contracts/metric.ts';
import { sortOrder } from '../kernels/sort-order.ts';
import { type BootstrapOptions, eachResample, overResamples, withInterval } from './bootstrap.ts';

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
  const unitOf = unitsOf(rows, groups);
  const lists = metrics.map((m) =>
    m.traits.ofLists ? overLists(m, context, truth, predicted, groups) : null,
  );
  const overAll = (counts: Float64Array): number[] => {
    const weights = ordered(counts, unitOf);
    return metrics.map((metric, m) => lists[m]?.(counts) ?? measure(metric, context, rows, weights));
  };
  const units = unitCount(truth.length, groups);
  eachResample(units, options, (counts, sample) => {
    overAll(counts).forEach((value, m) => {
      drawn[m]![sample] = value;
    });
  });
  const once = overAll(new Float64Array(units).fill(1));
  return Object.fromEntries(
    metrics.map(({ name }, m) => [name, withInterval(once[m]!, drawn[m]!, options.level)]),
  );
}

/**
 * How far model A lies from model B by one metric on the same rows, with its paired bootstrap interval.
 *
 * Positive = A is better, whichever way the metric points. Both models are measured on the same resamples, so what makes
 * rows hard for both cancels out. Rows, groups, nulls and cost as for `intervals`.
 */
export function pairedDifference(
  metric: Metric,
  context: MetricContext,
  truth: Float64Array,
  predictedA: Float64Array,
  predictedB: Float64Array,
  outputs: number,
  options: BootstrapOptions,
  groups?: Int32Array,
): Measured {
  const sign = metric.traits.better === 'higher' ? 1 : -1;
  const units = unitCount(truth.length, groups);
  if (metric.traits.ofLists) {
    const [a, b] = [predictedA, predictedB].map((said) => overLists(metric, context, truth, said, groups));
    return overResamples(units, (counts) => sign * (a!(counts) - b!(counts)), options);
  }
  const a = sorted(truth, predictedA, outputs);
  const b = sorted(truth, predictedB, outputs);
  const [ofA, ofB] = [unitsOf(a, groups), unitsOf(b, groups)];
  const difference = (counts: Float64Array): number =>
    sign *
    (measure(metric, context, a, ordered(counts, ofA)) - measure(metric, context, b, ordered(counts, ofB)));
  return overResamples(units, difference, options);
}

/** A measure of lists over resamples of lists: each is measured once, and the mean taken anew. Without groups a row is a list. */
function overLists(
  metric: Metric,
  context: MetricContext,
  truth: Float64Array,
  predicted: Float64Array,
  groups: Int32Array | undefined,
): (counts: Float64Array) => number {
  const lists = Array.from({ length: unitCount(truth.length, groups) }, () => metric.start(context));
  for (let row = 0; row < truth.length; row++)
    metric.add(lists[groups?.[row] ?? row], truth[row]!, predicted, row, 1);
  const values = lists.map((list) => metric.value(list));
  return (counts) => {
    let sum = 0;
    let total = 0;
    values.forEach((value, l) => {
      if (Number.isNaN(value)) return;
      sum += counts[l]! * value;
      total += counts[l]!;
    });
    return sum / total;
  };
}

/** How many are resampled, and which of them each row in order belongs to. */
const unitCount = (rows: number, groups: Int32Array | undefined): number =>
  groups?.reduce((most, group) => Math.max(most, group + 1), 0) ?? rows;
const unitsOf = ({ order }: SortedRows, groups: Int32Array | undefined): Int32Array =>
  groups === undefined ? order : order.map((row) => groups[row]!);

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
