import { isClassed, type Task } from '../../contracts/task.ts';
import { fail } from '../../errors/fail.ts';
import { type Column, MISSING } from '../../table/column.ts';

/**
 * The target as numbers: class index in the order of the task's classes, or the value.
 *
 * @returns [rows]; NaN where the target is missing or of a class that the task does not have.
 */
export function truthOf(target: Column, task: Task): Float64Array {
  if (target.form === 'number') {
    return isClassed(task) ? classIndexes(target.values, task.classes) : target.values.slice();
  }
  if (!isClassed(task) || target.form === 'text') {
    throw new Error(`a ${task.category} target cannot be held as ${target.form}`);
  }
  const classes = task.classes as readonly string[];
  const indexOf = target.dictionary.map((value) => classes.indexOf(value));
  return Float64Array.from(target.codes, (code) => {
    const index = code === MISSING ? -1 : (indexOf[code] ?? -1);
    return index < 0 ? Number.NaN : index;
  });
}

/** More would overflow what a row gains: 2^relevance - 1. */
const MOST_RELEVANT = 31;

/** Throws 'train/relevance' where a row of a ranking has a relevance that cannot be ranked by. */
export function checkRelevance(target: string, truth: Float64Array): void {
  const value = truth.find((v) => v < 0 || v > MOST_RELEVANT);
  if (value !== undefined) throw fail('train/relevance', { target, value, least: 0, most: MOST_RELEVANT });
}

/** Classes that are numbers in the source: matched by their spelling. */
function classIndexes(values: Float64Array, classes: readonly string[]): Float64Array {
  const indexOf = new Map(classes.map((name, i) => [Number(name), i]));
  return values.map((value) => indexOf.get(value) ?? Number.NaN);
}
