import type { Category, TaughtCategory } from '../contracts/task.ts';
import type { InferredColumn } from '../ports/engine.ts';

/** Something inferred, and why. */
export interface Because<T> {
  readonly value: T;
  readonly because: string;
}

/** Distinct values up to which whole numbers are taken for classes. */
const MOST_NUMBER_CLASSES = 10;

/**
 * What kind of target a column is.
 *
 * Two values: binary. Several values of a category: multiclass. Numbers: regression, unless they are whole and at most
 * ten. @returns a reason without a category when the column can be no target.
 */
export function inferCategory(column: InferredColumn): Because<TaughtCategory | null> {
  const { type, distinct } = column;
  if (distinct === 0) return { value: null, because: 'it has no value' };
  if (distinct === 1) return { value: null, because: `it has a single value${namesOf(column)}` };
  if (type === 'timestamp') return { value: null, because: 'it holds instants' };
  if (type === 'text' || type === 'identifier')
    return { value: null, because: `it is of type ${type}: ${column.because}` };
  if (distinct === 2) return { value: 'binary', because: `the target has two values${namesOf(column)}` };
  if (type === 'nominal' || type === 'ordinal' || type === 'boolean')
    return { value: 'multiclass', because: `the target has ${distinct} values${namesOf(column)}` };
  if (type === 'discrete' && distinct <= MOST_NUMBER_CLASSES)
    return {
      value: 'multiclass',
      because: `the target is one of ${distinct} whole numbers${namesOf(column)}`,
    };
  return {
    value: 'regression',
    because: `the target is a number with ${distinct.toLocaleString('en')} values`,
  };
}

/** The categories that a column could be declared as; `inferCategory` tells the most likely one. */
export function possibleCategories(column: InferredColumn): readonly Exclude<Category, 'cluster'>[] {
  const possible: Exclude<Category, 'cluster'>[] = [];
  if (column.distinct === 2 && column.values !== undefined) possible.push('binary');
  if (column.distinct > 1 && column.values !== undefined) possible.push('multiclass');
  const numbers = column.type === 'continuous' || column.type === 'discrete';
  if (numbers || (column.distinct > 1 && column.values?.every(isNumber)))
    possible.push('regression', 'ranking');
  if (column.distinct === 2 && column.values !== undefined) possible.push('anomaly');
  return possible;
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** What people write for "it happened", in order of preference. */
const YES = [
  ['yes', 'true', 'y', 't', '1', 'positive', 'pos'],
  ['churned', 'churn', 'left', 'exited', 'attrited', 'cancelled', 'canceled'],
  ['fraud', 'fraudulent', 'default', 'defaulted', 'bad', 'failed', 'failure', 'fail', 'spam', 'anomaly'],
  ['clicked', 'bought', 'converted', 'subscribed', 'success', 'won', 'sick', 'ill', 'dead', 'died'],
].flat();

/** Which of two values is the one to predict: a word for "it happened", else the rarer, else the second. */
export function inferPositive(column: InferredColumn): Because<string> {
  const values = column.values!;
  const words = values.map((v) => YES.indexOf(v.trim().toLowerCase()));
  const said = words.filter((w) => w >= 0);
  if (said.length > 0) {
    const value = values[words.indexOf(Math.min(...said))]!;
    return { value, because: `${JSON.stringify(value)} says that it happened` };
  }
  const [first = 0, second = 0] = column.counts ?? [];
  if (first === second) return { value: values[1]!, because: 'it is the second of the two values' };
  const rarer = first < second ? 0 : 1;
  const share = Math.min(first, second) / (first + second);
  return { value: values[rarer]!, because: `it is the rarer value (${(100 * share).toFixed(1)} % of rows)` };
}

const namesOf = (column: InferredColumn): string =>
  column.values === undefined
    ? ''
    : `: ${column.values.slice(0, 5).join(', ')}${column.values.length > 5 ? ', ...' : ''}`;
