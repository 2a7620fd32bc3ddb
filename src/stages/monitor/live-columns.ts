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
 * An absent value, null, and one that is not of the column's type are missing. Timestamps are not read: none is watched.
 */
export function liveColumn(schema: ColumnSchema, rows: readonly JsonObject[]): Column {
  const { name } = schema;
  const form = formOf(schema.type);
  if (form === 'number')
    return numberColumn(
      Float64Array.from(rows, (row) => (typeof row[name] === 'number' ? row[name] : Number.NaN)),
    );
  if (form === 'text') return textColumn(rows.map((row) => (row[name] == null ? null : String(row[name]))));
  return categories(schema, rows);
}

function categories(
  { name, type, dictionary = [] }: ColumnSchema,
  rows: readonly JsonObject[],
): CategoryColumn {
  const values = [...dictionary];
  const codeOf = new Map(values.map((value, code) => [value, code]));
  // As in serving: a boolean column is spelled [false, true] in its dictionary, and a row may also say it in JSON.
  const alias = new Map<string, number>(
    type === 'boolean'
      ? [
          ['false', 0],
          ['true', 1],
        ]
      : [],
  );
  const codes = Int32Array.from(rows, (row) => {
    const given = row[name];
    if (given === null || given === undefined) return MISSING;
    const value = String(given);
    const code = codeOf.get(value) ?? alias.get(value);
    if (code !== undefined) return code;
    codeOf.set(value, values.length);
    return values.push(value) - 1;
  });
  return categoryColumn(codes, values);
}
