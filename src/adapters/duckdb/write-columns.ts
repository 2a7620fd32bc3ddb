import { DOUBLE, DuckDBDataChunk, type DuckDBType, type DuckDBValue, VARCHAR } from '@duckdb/node-api';
import type { NamedColumn, TableFormat } from '../../ports/engine.ts';
import type { Column } from '../../table/column.ts';
import type { Database } from './database.ts';
import { at, identifier, literal } from './sql.ts';

const CHUNK_ROWS = 2048;

/** SQL after COPY ... TO for each format; JSON Lines is what DuckDB calls JSON. */
export const COPY_OPTIONS: Readonly<Record<TableFormat, string>> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"'",
  parquet: 'FORMAT parquet, COMPRESSION zstd',
  jsonl: 'FORMAT json',
};

/** Write columns of equal length to a file, in row order. */
export async function copyColumns(
  db: Database,
  path: string,
  format: TableFormat,
  columns: readonly NamedColumn[],
  rows: number,
): Promise<void> {
  const types = columns.map((c) => typeOf(c.column));
  await db.run(`CREATE TABLE out (${types.map((type, i) => `${at(i)} ${type.toString()}`).join(', ')})`);
  const appender = await db.connection.createAppender('out');
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const to = Math.min(rows, from + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, to - from);
    for (const [i, { column }] of columns.entries()) chunk.setColumnValues(i, valuesOf(column, from, to));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const select = columns.map(
    (c, i) => `${c.timestamp ? `make_timestamp_ms(${at(i)}::BIGINT)` : at(i)} AS ${identifier(c.name)}`,
  );
  await db.run(`COPY (SELECT ${select.join(', ')} FROM out) TO ${literal(path)} (${COPY_OPTIONS[format]})`);
}

const typeOf = (column: Column): DuckDBType => (column.form === 'number' ? DOUBLE : VARCHAR);

/** Rows from..to as DuckDB takes them: missing and unseen are NULL. */
function valuesOf(column: Column, from: number, to: number): DuckDBValue[] {
  if (column.form === 'text') return column.values.slice(from, to);
  if (column.form === 'number')
    return Array.from(column.values.subarray(from, to), (v) => (Number.isNaN(v) ? null : v));
  return Array.from(column.codes.subarray(from, to), (code) => column.dictionary[code] ?? null);
}
