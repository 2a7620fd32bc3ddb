import type { TrainingSet } from '../../contracts/model.ts';
import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';

/**
 * [cols] 1 for each column that is to be increasing, -1 for decreasing, 0 for others; null when none is named.
 *
 * A name is that of a column of the source which the matrix holds as one number. Throws 'train/direction-column',
 * 'train/direction-both' and, for several classes, 'train/direction-classes'.
 */
export function chooseDirections(
  { task, columns }: Pick<TrainingSet, 'task' | 'columns'>,
  {
    increasing,
    decreasing,
  }: { readonly increasing: readonly string[]; readonly decreasing: readonly string[] },
): Int8Array | null {
  if (increasing.length + decreasing.length === 0) return null;
  if (task.category === 'multiclass') throw fail('train/direction-classes', { classes: task.classes.length });
  const both = increasing.find((name) => decreasing.includes(name));
  if (both !== undefined) throw fail('train/direction-both', { column: both });
  const numbers = columns.map(({ name, source, cardinality }) =>
    name === source && cardinality === undefined ? name : null,
  );
  const known = numbers.filter((name) => name !== null);
  for (const column of [...increasing, ...decreasing])
    if (!known.includes(column))
      throw fail('train/direction-column', { column, known, near: nearest(column, known) });
  return Int8Array.from(
    numbers,
    (name) =>
      Number(name !== null && increasing.includes(name)) - Number(name !== null && decreasing.includes(name)),
  );
}
