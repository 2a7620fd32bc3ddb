import { fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import { parseInstant } from '../kernels/instant.ts';
import {
  type CategoryColumn,
  type Column,
  categoryColumn,
  columnRows,
  MISSING,
  numberColumn,
  textColumn,
} from '../table/column.ts';
import type { Frame } from '../table/frame.ts';
import { type ColumnSchema, formOf, type Schema } from '../table/schema.ts';
import { codeTable } from './code-table.ts';

/**
 * The inputs of a recipe, taken out of a table by name: category codes in terms of the recipe's dictionaries, numbers
 * finite or NaN. Columns that already are so are not copied. O(rows x inputs).
 *
 * Throws 'feature/column-absent', and 'feature/column-form' where a value cannot be read as what the recipe takes.
 */
export function bindFrame(inputs: Schema, frame: Frame): Column[] {
  return inputs.map((input) => {
    const column = frame.columns.get(input.name);
    if (column !== undefined) return bindColumn(input, column);
    const has = [...frame.columns.keys()];
    throw fail('feature/column-absent', { column: input.name, has, near: nearest(input.name, has) });
  });
}

function bindColumn(input: ColumnSchema, column: Column): Column {
  switch (formOf(input.type)) {
    case 'number':
      return column.form === 'number' ? finite(column.values) : parsed(input, column);
    case 'category':
      return coded(input, column);
    case 'text':
      return column.form === 'text' ? column : textColumn(spellings(column));
  }
}

/** An infinite number is no value. */
function finite(values: Float64Array): Column {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) !== Number.POSITIVE_INFINITY) continue;
    return numberColumn(values.map((v) => (Number.isFinite(v) ? v : Number.NaN)));
  }
  return numberColumn(values);
}

/** Numbers, or instants, that came as words. */
function parsed(input: ColumnSchema, column: Column): Column {
  const instants = input.type === 'timestamp';
  const values = spellings(column).map((text, row) => {
    if (text === null) return Number.NaN;
    const value = instants ? parseInstant(text) : text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isFinite(value)) return value;
    const expected = instants ? 'instants' : 'numbers';
    throw fail('feature/column-form', { column: input.name, value: text, row, expected });
  });
  return numberColumn(Float64Array.from(values));
}

function coded(input: ColumnSchema, column: Column): CategoryColumn {
  const dictionary = input.dictionary ?? [];
  const unseen = dictionary.length;
  const codeOf = codeTable(input);
  const codeFor = (value: string | null | undefined): number =>
    value === null ? MISSING : value === undefined ? unseen : (codeOf.get(value) ?? unseen);
  if (column.form !== 'category')
    return categoryColumn(Int32Array.from(spellings(column), codeFor), dictionary);
  if (sameWords(column.dictionary, dictionary)) return categoryColumn(column.codes, dictionary);
  const table = Int32Array.from(column.dictionary, codeFor);
  const codes = column.codes.map((code) => (code < 0 ? MISSING : (table[code] ?? unseen)));
  return categoryColumn(codes, dictionary);
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((word, i) => word === b[i]));

/** Each value as it would be written; null = missing. */
function spellings(column: Column): (string | null)[] {
  if (column.form === 'text') return column.values;
  return Array.from({ length: columnRows(column) }, (_, i) => {
    if (column.form === 'number') return Number.isNaN(column.values[i]!) ? null : String(column.values[i]);
    const code = column.codes[i]!;
    return code < 0 ? null : (column.dictionary[code] ?? '');
  });
}
