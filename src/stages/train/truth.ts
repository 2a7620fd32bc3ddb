import type { Task } from '../../contracts/task.ts';
import { type Column, MISSING } from '../../table/column.ts';

/**
 * The target as numbers: class index in the order of the task's classes, or the value.
 *
 * @returns [rows]; NaN where the target is missing or of a class that the task does not have.
 */
export function truthOf(target: Column, task: Task): Float64Array {
  if (target.form === 'number') {
    return task.category === 'regression' ? target.values.slice() : classIndexes(target.values, task.classes);
  }
  if (task.category === 'regression' || target.form === 'text') {
    throw new Error(`a ${task.category} target cannot be held as ${target.form}`);
  }
  const classes = task.classes as readonly string[];
  const indexOf = target.dictionary.map((value) => classes.indexOf(value));
  return Float64Array.from(target.codes, (code) => {
    const index = code === MISSING ? -1 : (indexOf[code] ?? -1);
    return index < 0 ? Number.NaN : index;
  });
}

/** Classes that are numbers in the source: matched by their spelling. */
function classIndexes(values: Float64Array, classes: readonly string[]): Float64Array {
  const indexOf = new Map(classes.map((name, i) => [Number(name), i]));
  return values.map((value) => indexOf.get(value) ?? Number.NaN);
}
