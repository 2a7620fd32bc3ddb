import type { RowProblem } from '../contracts/pipeline.ts';
import { nearest } from '../errors/nearest.ts';
import { LARGEST_INSTANT_MS } from '../kernels/civil-date.ts';
import { parseInstant } from '../kernels/instant.ts';
import { type Column, MISSING } from '../table/column.ts';
import type { ColumnSchema, Schema } from '../table/schema.ts';
import { codeTable } from './code-table.ts';

/** A row as JSON brings it: a value by column; absent, null = missing. */
export type Row = Readonly<Record<string, unknown>>;

/** Reads one row of JSON values into columns of one row. */
export interface RowReader {
  /** @returns what is wrong with the row, or null; the columns are usable only when there is nothing. */
  read(row: Row): readonly RowProblem[] | null;
}

/** One cell: writes the value to its column. @returns what is wrong with it, or null. */
type CellReader = (value: unknown) => string | null;

/**
 * Make the reader for these inputs; `columns` are the one-row columns that it writes to.
 *
 * Numbers are finite JSON numbers; categories strings, numbers, or booleans where they are values of the column;
 * timestamps ISO-8601 strings or milliseconds since 1970. A category that training did not have is read as unseen. A
 * column that neither the model nor its data has is a problem, for a misspelt name would count as missing.
 */
export function rowReader(
  inputs: Schema,
  columns: readonly Column[],
  required: readonly string[],
  ignored: readonly string[],
): RowReader {
  const names = inputs.map((c) => c.name);
  const cells = inputs.map((input, i) => cellReader(input, columns[i]!));
  const mustHave = Uint8Array.from(names, (name) => (required.includes(name) ? 1 : 0));
  const known = new Set([...names, ...ignored]);
  return {
    read(row) {
      let problems: RowProblem[] | null = null;
      let met = 0;
      for (let i = 0; i < names.length; i++) {
        let value = row[names[i]!];
        // A column may be called "constructor" or "__proto__"; what an object inherits is no value.
        if (typeof value !== 'string' && typeof value !== 'number' && !Object.hasOwn(row, names[i]!))
          value = undefined;
        if (value !== undefined) met++;
        let says = cells[i]!(value);
        if (mustHave[i] === 1 && value == null)
          says = 'has no value, and the model cannot score a row without it';
        if (says === null) continue;
        problems ??= [];
        problems.push({ column: names[i]!, says });
      }
      let brought = 0;
      for (const _ in row) brought++;
      if (brought === met) return problems;
      const strangers = Object.keys(row).filter((name) => !known.has(name));
      if (strangers.length === 0) return problems;
      return [...(problems ?? []), ...strangers.map((column) => ({ column, says: stranger(column, names) }))];
    },
  };
}

function stranger(column: string, names: readonly string[]): string {
  const near = nearest(column, names);
  return `is not a column of this model${near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`}`;
}

function cellReader(input: ColumnSchema, column: Column): CellReader {
  if (column.form === 'category') return categoryReader(column.codes, input);
  if (column.form === 'text') return textReader(column.values);
  return input.type === 'timestamp' ? instantReader(column.values) : numberReader(column.values);
}

function numberReader(out: Float64Array): CellReader {
  return (value) => {
    if (typeof value === 'number' && value - value === 0) {
      out[0] = value;
      return null;
    }
    out[0] = Number.NaN;
    if (value == null) return null;
    if (typeof value === 'number')
      return `${value} is not a finite number; leave the value out if it is unknown`;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    const hint = Number.isFinite(number) ? `; send ${number} without quotes` : '';
    return `${shown(value)} is not a number${hint}`;
  };
}

function instantReader(out: Float64Array): CellReader {
  return (value) => {
    out[0] = Number.NaN;
    if (value == null) return null;
    const instant = typeof value === 'string' ? parseInstant(value) : value;
    if (typeof instant === 'number' && Math.abs(instant) <= LARGEST_INSTANT_MS) {
      out[0] = instant;
      return null;
    }
    return `${shown(value)} is not an instant; send ISO-8601 such as "2024-02-29T12:30:00Z", or milliseconds since 1970`;
  };
}

function textReader(out: (string | null)[]): CellReader {
  return (value) => {
    out[0] = null;
    if (value == null) return null;
    if (typeof value === 'string') out[0] = value;
    else if (typeof value === 'number') out[0] = String(value);
    else return `${shown(value)} is not a string`;
    return null;
  };
}

function categoryReader(out: Int32Array, input: ColumnSchema): CellReader {
  const codeOf = codeTable(input);
  const unseen = input.dictionary?.length ?? 0;
  return (value) => {
    out[0] = MISSING;
    if (value == null) return null;
    if (typeof value === 'string') out[0] = codeOf.get(value) ?? unseen;
    else if (typeof value === 'number' || (typeof value === 'boolean' && codeOf.has(String(value))))
      out[0] = codeOf.get(String(value)) ?? unseen;
    else return `${shown(value)} is not a category; send a string`;
    return null;
  };
}

/** The value as it came, cut short. */
function shown(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
