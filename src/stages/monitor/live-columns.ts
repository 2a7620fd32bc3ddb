import type { JsonObject } from '../../contracts/json.ts';
import {
  type CategoryColumn,
  type Column,
  categoryColumn,
  MISSING,
  numberColumn,
  textColumn,
} from '../../table/column.ts';
import { type ColumnSchema, formOf } from '../../table/schema.ts';

/**
 * One column of served rows, in the form in which training had it. Values that training never saw are added to the
 * dictionary, so that a detector can tell one new value from many.
 *
 * An absent value, null, and one that cannot be read as the column's type are missing.
 */
export function liveColumn(schema: ColumnSchema, rows: readonly JsonObject[]): Column {
  const { name } = schema;
  const form = formOf(schema.type);
  if (form === 'number') return numberColumn(Float64Array.from(rows, (row) => numberOf(row[name])));
  if (form === 'text') return textColumn(rows.map((row) => (row[name] == null ? null : String(row[name]))));
  return categories(schema, rows);
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function categories(
  { name, type, dictionary = [] }: ColumnSchema,
  rows: readonly JsonObject[],
): CategoryColumn {
  const values = [...dictionary];
  const codeOf = new Map(values.map((value, code) => [value, code]));
  const codes = Int32Array.from(rows, (row) => {
    const given = row[name];
    if (given === null || given === undefined) return MISSING;
    // A boolean column is spelled [false, true] in its dictionary, whatever the words of the source were.
    if (type === 'boolean' && typeof given === 'boolean') return given ? 1 : 0;
    const value = String(given);
    const code = codeOf.get(value);
    if (code !== undefined) return code;
    codeOf.set(value, values.length);
    return values.push(value) - 1;
  });
  return categoryColumn(codes, values);
}
