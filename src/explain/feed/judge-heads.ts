import type { Measured, Metrics } from '../../contracts/evaluation.ts';
import type { FeedHead } from '../../contracts/feed-design.ts';
import type { HeadEvaluation } from '../../contracts/feed-evaluation.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { Task } from '../../contracts/task.ts';
import { ece } from '../../metrics/ece.ts';
import { logLoss } from '../../metrics/log-loss.ts';
import { mae } from '../../metrics/mae.ts';
import { prAuc } from '../../metrics/pr-auc.ts';
import { rmse } from '../../metrics/rmse.ts';
import { rocAuc } from '../../metrics/roc-auc.ts';
import type { BootstrapOptions } from '../bootstrap.ts';
import { calibration } from '../calibration.ts';
import { intervals } from '../intervals.ts';
import { denseGroups } from './over-readers.ts';

/** Rows times resamples of a head at most: beyond, fewer resamples are drawn. */
const MOST_DRAWS = 1_000_000;
const LEAST_SAMPLES = 40;

/** One head of some rows, those whose truth is known. */
export interface HeadRows {
  readonly truth: Float64Array;
  readonly said: Float64Array;
  /** By the reader of each. */
  readonly reader: Int32Array;
}

/** The rows whose truth is known. said [rows x heads] */
export function knownRows(
  truth: Float64Array,
  said: Float64Array,
  heads: number,
  head: number,
  reader: Int32Array,
): HeadRows {
  const known = Int32Array.from(truth.keys()).filter((r) => !Number.isNaN(truth[r]!));
  return {
    truth: Float64Array.from(known, (r) => truth[r]!),
    said: Float64Array.from(known, (r) => said[r * heads + head]!),
    reader: known.map((r) => reader[r]!),
  };
}

/** What is predicted of a head, given what it is given, against what came; intervals over readers. */
export function judgeHead(
  { name, kind }: FeedHead,
  rows: HeadRows,
  uncalibrated: Float64Array | null,
  options: BootstrapOptions,
): HeadEvaluation {
  const { truth, said } = rows;
  const mean = truth.length === 0 ? null : truth.reduce((a, b) => a + b, 0) / truth.length;
  const binary = kind === 'binary';
  const metrics = binary ? binaryMetrics(rows, options) : amountMetrics(rows, options);
  return {
    head: name,
    kind,
    rows: truth.length,
    mean,
    metrics,
    uncalibratedEce: uncalibrated && metricOf(ece, truth, uncalibrated),
    calibration: binary ? calibration(truth, said) : [],
  };
}

const BINARY: Task = { category: 'binary', classes: ['no', 'yes'] };
const VALUE: Task = { category: 'regression' };

/** rocAuc, prAuc, logLoss, ece and normalisedEntropy: the log loss beside that of the rate. */
function binaryMetrics(rows: HeadRows, options: BootstrapOptions): Metrics {
  const measured = measure(BINARY, [rocAuc, prAuc, logLoss, ece], rows, options);
  const rate = entropyOfRate(rows.truth);
  return { ...measured, normalisedEntropy: times(measured.logLoss!, 1 / rate) };
}

/** rocAuc and logLoss alone. */
export const fewMetrics = (rows: HeadRows, options: BootstrapOptions): Metrics =>
  measure(BINARY, [rocAuc, logLoss], rows, options);

function amountMetrics(rows: HeadRows, options: BootstrapOptions): Metrics {
  const { truth, said } = rows;
  const bias = said.reduce((sum, s, r) => sum + s - truth[r]!, 0) / said.length;
  return {
    ...measure(VALUE, [mae, rmse], rows, options),
    bias: { value: Number.isFinite(bias) ? bias : null, low: null, high: null },
  };
}

function measure(
  task: Task,
  metrics: readonly Metric[],
  { truth, said, reader }: HeadRows,
  options: BootstrapOptions,
): Metrics {
  if (truth.length === 0)
    return Object.fromEntries(metrics.map(({ name }) => [name, { value: null, low: null, high: null }]));
  const samples = Math.max(LEAST_SAMPLES, Math.min(options.samples, Math.floor(MOST_DRAWS / truth.length)));
  const context = { task, threshold: 0.5 };
  return intervals(metrics, context, truth, said, 1, { ...options, samples }, denseGroups(reader));
}

/** One metric of these rows; null where it is not defined. */
export function metricOf(metric: Metric, truth: Float64Array, said: Float64Array): number | null {
  const acc = metric.start({
    task: metric.traits.categories.includes('binary') ? BINARY : VALUE,
    threshold: 0.5,
  });
  for (let r = 0; r < truth.length; r++) metric.add(acc, truth[r]!, said, r, 1);
  const value = metric.value(acc);
  return Number.isFinite(value) ? value : null;
}

/** Log loss of who says the rate of all rows; NaN where nothing or everything came true. */
export function entropyOfRate(truth: Float64Array): number {
  const rate = truth.reduce((a, b) => a + b, 0) / truth.length;
  const entropy = -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
  return entropy > 0 ? entropy : Number.NaN;
}

const times = ({ value, low, high }: Measured, by: number): Measured =>
  Number.isFinite(by)
    ? { value: scaled(value, by), low: scaled(low, by), high: scaled(high, by) }
    : { value: null, low: null, high: null };
const scaled = (value: number | null, by: number): number | null => (value === null ? null : value * by);
