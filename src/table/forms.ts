import type { Column } from './column.ts';

/** The values of a number column; any other form is a defect of the caller. */
export function numbersOf(column: Column): Float64Array {
  if (column.form !== 'number') throw new Error(`a number column was expected, got ${column.form}`);
  return column.values;
}

/** The codes of a category column; any other form is a defect of the caller. */
export function codesOf(column: Column): Int32Array {
  if (column.form !== 'category') throw new Error(`a category column was expected, got ${column.form}`);
  return column.codes;
}

/** The dictionary of a category column; any other form is a defect of the caller. */
export function dictionaryOf(column: Column): readonly string[] {
  if (column.form !== 'category') throw new Error(`a category column was expected, got ${column.form}`);
  return column.dictionary;
}

/** The values of a text column; any other form is a defect of the caller. */
export function textsOf(column: Column): (string | null)[] {
  if (column.form !== 'text') throw new Error(`a text column was expected, got ${column.form}`);
  return column.values;
}

/** Whether row i has no value. */
export function isMissing(column: Column, i: number): boolean {
  if (column.form === 'number') return Number.isNaN(column.values[i]!);
  return column.form === 'category' ? column.codes[i]! < 0 : column.values[i] === null;
}

/** Whether row i has no value, or a category that the dictionary does not hold. */
export const isUnknown = (column: Column, i: number): boolean =>
  isMissing(column, i) || (column.form === 'category' && column.codes[i]! >= column.dictionary.length);

/** Copy every row into a column of the same form, length and dictionary. */
export function copyColumn(from: Column, to: Column): void {
  if (from.form === 'number') copyNumbers(from.values, numbersOf(to));
  else if (from.form === 'category') codesOf(to).set(from.codes);
  else {
    const out = textsOf(to);
    for (let i = 0; i < out.length; i++) out[i] = from.values[i]!;
  }
}

// For many rows the calls of the language are the fastest way; for one row they cost more than the rest of a step.

export function copyNumbers(from: Float64Array, to: Float64Array): void {
  if (to.length === 1) to[0] = from[0]!;
  else to.set(from);
}

export function clearNumbers(values: Float64Array): void {
  if (values.length === 1) values[0] = 0;
  else values.fill(0);
}
