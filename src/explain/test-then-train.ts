import type { Metric, MetricContext } from '../contracts/metric.ts';
import type { Model, TrainingSet } from '../contracts/model.ts';
import type { Run } from '../contracts/run.ts';
import type { State } from '../contracts/state.ts';
import { outputsOf } from '../contracts/task.ts';
import { type Matrix, takeMatrix } from '../table/matrix.ts';
import { measure } from './measure.ts';

export interface StreamOptions {
  /** Rows that are scored before the next are learned from. */
  readonly batch: number;
  /** Rows that pass before the truth of one is known: 0 = with the next batch. */
  readonly delay: number;
}

/**
 * Score every row of a stream before the model learns from it, as it would have been answered at the time.
 *
 * Rows in the order of time; a truth is learned from, in that order, in the first batch after it is known. Costs a scoring
 * and an update of every row. @returns predicted [rows x outputs], and the state when all but the last batch (and delay) are
 * learned. Throws 'train/cancelled'.
 *
 * Source: prequential evaluation, Dawid 1984; Gama, Sebastiao and Rodrigues 2013, "On evaluating stream learning algorithms".
 */
export async function testThenTrain<P, S extends State>(
  model: Model<P, S>,
  first: S,
  stream: TrainingSet,
  params: P,
  { batch, delay }: StreamOptions,
  run: Run,
): Promise<{ predicted: Float64Array; state: S }> {
  const rows = stream.y.length;
  const outputs = outputsOf(stream.task);
  const predicted = new Float64Array(rows * outputs);
  const quiet: Run = { ...run, progress: () => {} };
  let state = first;
  let learned = 0;
  for (let from = 0; from < rows; from += batch) {
    const known = Math.max(learned, from - delay);
    if (model.update !== undefined && known > learned)
      state = await model.update(state, rowsOf(stream, learned, known), params, quiet);
    learned = known;
    const to = Math.min(rows, from + batch);
    model.open(state)(slice(stream.x, from, to), predicted.subarray(from * outputs, to * outputs));
    run.checkCancelled();
    run.progress(to / rows, `row ${to} of ${rows}`);
  }
  return { predicted, state };
}

/** The value of a metric on each window of `size` rows, the last one shorter; NaN where it is not defined. */
export function measureByWindow(
  metric: Metric,
  context: MetricContext,
  truth: Float64Array,
  predicted: Float64Array,
  size: number,
): number[] {
  const outputs = outputsOf(context.task);
  return Array.from({ length: Math.ceil(truth.length / size) }, (_, i) => {
    const [from, to] = [i * size, Math.min(truth.length, (i + 1) * size)];
    const own = predicted.subarray(from * outputs, to * outputs);
    return measure(metric, context, truth.subarray(from, to), own, outputs);
  });
}

/**
 * What who says that nothing changes would have predicted: of each row the truth of the last one that is known, at first
 * `before`. A truth is known `delay` rows after its own. [rows x outputs]. The one that any other has to beat where labels
 * come in runs.
 */
export function repeatLast(
  { task, y }: Pick<TrainingSet, 'task' | 'y'>,
  before: number,
  delay = 0,
): Float64Array {
  const outputs = outputsOf(task);
  const out = new Float64Array(y.length * outputs);
  for (let r = 0; r < y.length; r++) {
    const last = r <= delay ? before : y[r - 1 - delay]!;
    if (outputs === 1) out[r] = last;
    else out[r * outputs + last] = 1;
  }
  return out;
}

const slice = (x: Matrix, from: number, to: number): Matrix =>
  takeMatrix(
    x,
    Int32Array.from({ length: to - from }, (_, i) => from + i),
  );

const rowsOf = ({ task, columns, x, y, weights }: TrainingSet, from: number, to: number): TrainingSet => ({
  task,
  columns,
  x: slice(x, from, to),
  y: y.subarray(from, to),
  weights: weights === null ? null : weights.subarray(from, to),
});
