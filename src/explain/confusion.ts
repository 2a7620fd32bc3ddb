import { outputsOf, type Task } from '../contracts/task.ts';

/**
 * Count rows by [true class][predicted class].
 *
 * truth     [rows] class index
 * predicted [rows x outputs]; binary: class 1 when P >= threshold; multiclass: the first class of the highest P
 */
export function confusion(
  task: Exclude<Task, { category: 'regression' }>,
  truth: Float64Array,
  predicted: Float64Array,
  threshold: number,
): readonly (readonly number[])[] {
  const classes = task.classes.length;
  const outputs = outputsOf(task);
  const counts = task.classes.map(() => new Array<number>(classes).fill(0));
  for (let r = 0; r < truth.length; r++) {
    const decided =
      outputs === 1 ? Number(predicted[r]! >= threshold) : argMax(predicted, r * outputs, outputs);
    counts[truth[r]!]![decided]!++;
  }
  return counts;
}

/** Index, from `offset`, of the first highest of `length` values. */
export function argMax(values: Float64Array, offset: number, length: number): number {
  let best = 0;
  for (let k = 1; k < length; k++) if (values[offset + k]! > values[offset + best]!) best = k;
  return best;
}
