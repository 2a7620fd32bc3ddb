import { type ClassedTask, outputsOf } from '../contracts/task.ts';
import { argMax } from '../kernels/arg-max.ts';

/**
 * Count rows by [true class][predicted class].
 *
 * truth     [rows] class index
 * predicted [rows x outputs]; binary: class 1 when P >= threshold; multiclass: the first class of the highest P
 */
export function confusion(
  task: ClassedTask,
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
