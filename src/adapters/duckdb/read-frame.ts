import type { DuckDBDataChunk } from '@duckdb/node-api';
import { type Column, categoryColumn, MISSING, numberColumn, textColumn } from '../../table/column.ts';
import { type ColumnSchema, formOf, type Schema } from '../../table/schema.ts';
import { doublesOf, integersOf } from './chunk-values.ts';
import type { Database } from './database.ts';
import { at, literal } from './sql.ts';

/** Columns read in one statement: bounds what a chunk of a very wide table takes. */
const COLUMNS_A_QUERY = 1024;

/**
 * Columns of a shaped table (or of its Parquet file) as typed arrays, whole chunks copied at a time.
 *
 * from: a FROM clause whose columns are named c0, c1, ...; indices: which of them, one for each entry of the schema.
 */
export async function readColumns(
  db: Database,
  from: string,
  schema: Schema,
  indices: readonly number[],
  rows: number,
): Promise<Map<string, Column>> {
  const columns = new Map<string, Column>();
  for (let start = 0; start < schema.length; start += COLUMNS_A_QUERY) {
    const part = schema.slice(start, start + COLUMNS_A_QUERY).map((c) => receiver(c, rows));
    const select = part.map((r, k) => r.sql(at(indices[start + k]!)));
    await db.stream(`SELECT ${select.join(', ')} FROM ${from}`, (chunk, row) => {
      for (const [k, r] of part.entries()) r.take(chunk, k, row);
    });
    for (const [k, r] of part.entries()) columns.set(schema[start + k]!.name, r.column);
  }
  return columns;
}

/** How one column is asked for without NULLs, and where its chunks go. */
interface Receiver {
  readonly column: Column;
  sql(column: string): string;
  take(chunk: DuckDBDataChunk, index: number, row: number): void;
}

function receiver(schema: ColumnSchema, rows: number): Receiver {
  const form = formOf(schema.type);
  if (form === 'number') return numberReceiver(schema, rows);
  return form === 'category' ? categoryReceiver(schema, rows) : textReceiver(rows);
}

function numberReceiver(schema: ColumnSchema, rows: number): Receiver {
  const values = new Float64Array(rows);
  return {
    column: numberColumn(values),
    sql: (c) => `coalesce(${schema.type === 'timestamp' ? `epoch_ms(${c})::DOUBLE` : c}, 'NaN'::DOUBLE)`,
    take: (chunk, index, row) => values.set(doublesOf(chunk, index), row),
  };
}

function categoryReceiver(schema: ColumnSchema, rows: number): Receiver {
  const codes = new Int32Array(rows);
  const dictionary = schema.dictionary ?? [];
  const unseen = dictionary.length;
  const members = dictionary.map(literal).join(', ');
  const codeOf = (c: string): string =>
    unseen === 0 ? 'NULL' : `enum_code(TRY_CAST(${c} AS ENUM(${members})))`;
  return {
    column: categoryColumn(codes, dictionary),
    sql: (c) =>
      `(CASE WHEN ${c} IS NULL THEN ${MISSING} ELSE coalesce(${codeOf(c)}, ${unseen}) END)::INTEGER`,
    take: (chunk, index, row) => codes.set(integersOf(chunk, index), row),
  };
}

function textReceiver(rows: number): Receiver {
  const values = new Array<string | null>(rows).fill(null);
  return {
    column: textColumn(values),
    sql: (c) => c,
    take: (chunk, index, row) => {
      for (const [i, value] of chunk.getColumnValues(index).entries())
        values[row + i] = value as string | null;
    },
  };
}
