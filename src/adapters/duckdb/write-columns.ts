import { DOUBLE, DuckDBDataChunk, type DuckDBType, type DuckDBValue, VARCHAR } from '@duckdb/node-api';
import { diskRefusal } from '../../errors/disk-failure.ts';
import { Failure, fail } from '../../errors/fail.ts';
import type { NamedColumn, TableFormat } from '../../ports/engine.ts';
import type { Column } from '../../table/column.ts';
import type { Database } from './database.ts';
import { at } from './sql.ts';

const CHUNK_ROWS = 2048;

/** SQL after COPY ... TO for each format; JSON Lines is what DuckDB calls JSON. */
export const COPY_OPTIONS: Readonly<Record<TableFormat, string>> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"'",
  parquet: 'FORMAT parquet, COMPRESSION zstd',
  jsonl: 'FORMAT json',
};

/**
 * Make a table of columns of equal length, in row order: c<first>, c<first + 1>, ...
 *
 * @returns SQL of each column as it is to be written
 */
export async function appendColumns(
  db: Database,
  table: string,
  columns: readonly NamedColumn[],
  rows: number,
  first: number,
): Promise<readonly string[]> {
  const types = columns.map((c) => typeOf(c.column));
  const declared = types.map((type, i) => `${at(first + i)} ${type.toString()}`);
  await db.run(`CREATE TABLE ${table} (${declared.join(', ')})`);
  const appender = await db.connection.createAppender(table);
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const to = Math.min(rows, from + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, to - from);
    for (const [i, { column }] of columns.entries()) chunk.setColumnValues(i, valuesOf(column, from, to));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  return columns.map(({ timestamp }, i) =>
    timestamp ? `make_timestamp_ms(${at(first + i)}::BIGINT)` : at(first + i),
  );
}

const typeOf = (column: Column): DuckDBType => (column.form === 'number' ? DOUBLE : VARCHAR);

/** Rows from..to as DuckDB takes them: missing and unseen are NULL. */
function valuesOf(column: Column, from: number, to: number): DuckDBValue[] {
  if (column.form === 'text') return column.values.slice(from, to);
  if (column.form === 'number')
    return Array.from(column.values.subarray(from, to), (v) => (Number.isNaN(v) ? null : v));
  return Array.from(column.codes.subarray(from, to), (code) => column.dictionary[code] ?? null);
}

/** DuckDB tells a full disk from other trouble in its message alone. */
export function writeFailure(path: string, error: Error): Failure {
  if (error instanceof Failure) return error;
  if (error.message.includes('No space left on device')) return fail('disk/full', { path });
  return fail('source/write', { path, because: diskRefusal(error) ?? error.message.split('\n', 1)[0]! });
}
