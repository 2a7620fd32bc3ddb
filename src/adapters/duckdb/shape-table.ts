import type { ShapeColumn, ShapedTable } from '../../ports/engine.ts';
import { type ColumnSchema, type DateOrder, formOf } from '../../table/schema.ts';
import { castTo } from './cast.ts';
import type { Database } from './database.ts';
import { booleanPair, onScale, sortedValues } from './known-values.ts';
import { countRows } from './load-sources.ts';
import { valueCounts } from './long-form.ts';
import type { SourceTable } from './source-table.ts';
import { at } from './sql.ts';

/** Columns cast in one statement. */
export const COLUMNS_A_PART = 128;

/** A column to shape, with the order in which its source writes dates when that is known. */
export interface CastColumn extends ShapeColumn {
  readonly dateOrder?: DateOrder;
}

/**
 * Make table `to` of the named columns, each cast to its type, without the rows in which `required` is missing; its
 * columns are c0, c1, ... in the order asked for.
 */
export async function shapeTable(
  db: Database,
  from: SourceTable,
  columns: readonly CastColumn[],
  required: string | null,
  to: string,
): Promise<ShapedTable> {
  const index = new Map(from.columns.map((c, i) => [c.name, i]));
  const casts = columns.map((column) => {
    const place = index.get(column.name);
    if (place === undefined) throw new Error(`column ${JSON.stringify(column.name)} was not loaded`);
    return castTo(at(place), from.columns[place]!.held, column.type, column.dateOrder);
  });
  const target = columns.findIndex((c) => c.name === required);
  const kept = target === -1 ? '' : ` WHERE (${casts[target]}) IS NOT NULL`;
  const select = casts.map((cast, i) => `${cast} AS ${at(i)}`);
  await createInParts(db, to, select, `${from.table}${kept}`);
  const rows = await countRows(db, to);
  return {
    schema: await fillDictionaries(db, to, columns),
    rows,
    dropped: (await countRows(db, from.table)) - rows,
  };
}

/** Make one table of these columns. */
async function createInParts(
  db: Database,
  table: string,
  select: readonly string[],
  from: string,
): Promise<void> {
  const parts = await castInParts(db, table, select, from);
  // Threads leave rows in blocks of uneven length, which shows in the bytes of a Parquet file: pack them anew.
  await db.inOneThread(`CREATE OR REPLACE TABLE ${table} AS FROM ${parts.join(' POSITIONAL JOIN ')}`);
  for (const part of parts) await db.run(`DROP TABLE ${part}`);
}

/**
 * CREATE TABLE AS, a part of the columns at a time: DuckDB's planning grows with the square of the expressions in one
 * statement (2,000 casts take 10 s, 16 times 125 take under 2 s).
 *
 * @returns the tables, to be joined by position
 */
export async function castInParts(
  db: Database,
  name: string,
  select: readonly string[],
  from: string,
): Promise<string[]> {
  const parts: string[] = [];
  for (let start = 0; start < select.length; start += COLUMNS_A_PART) {
    const part = `${name}_${parts.length}`;
    await db.run(
      `CREATE TABLE ${part} AS SELECT ${select.slice(start, start + COLUMNS_A_PART).join(', ')} FROM ${from}`,
    );
    parts.push(part);
  }
  return parts;
}

async function fillDictionaries(
  db: Database,
  table: string,
  columns: readonly CastColumn[],
): Promise<ColumnSchema[]> {
  const categories = columns.flatMap((c, i) =>
    formOf(c.type) === 'category' ? [{ place: i, sql: at(i) }] : [],
  );
  const values = await valueCounts(db, table, categories);
  return columns.map(({ name, type, order, dateOrder }, i) => {
    const met = values.get(i)?.map((v) => v.value);
    if (met !== undefined) return { name, type, dictionary: dictionaryOf(sortedValues(met), order) };
    return { name, type, ...(type === 'timestamp' && dateOrder !== undefined ? { dateOrder } : {}) };
  });
}

/** The declared order first; else the order that the values tell by themselves; else sorted. */
function dictionaryOf(values: readonly string[], order: readonly string[] | undefined): readonly string[] {
  if (order === undefined) return booleanPair(values) ?? onScale(values) ?? values;
  const declared = new Set(order);
  return [...order, ...values.filter((value) => !declared.has(value))];
}
