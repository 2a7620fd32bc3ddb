import type { ShapeColumn, ShapedTable } from '../../ports/engine.ts';
import { type ColumnSchema, type DateOrder, formOf } from '../../table/schema.ts';
import { castTo } from './cast.ts';
import { askColumns } from './column-facts.ts';
import type { Database } from './database.ts';
import { booleanPair, onScale, sortedValues } from './known-values.ts';
import { countRows } from './load-sources.ts';
import type { SourceTable } from './source-table.ts';
import { at } from './sql.ts';

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
  const select = columns.map((column, i) => {
    const place = index.get(column.name);
    if (place === undefined) throw new Error(`column ${JSON.stringify(column.name)} was not loaded`);
    return `${castTo(at(place), from.columns[place]!.held, column.type, column.dateOrder)} AS ${at(i)}`;
  });
  const target = columns.findIndex((c) => c.name === required);
  const where = target === -1 ? '' : ` WHERE ${at(target)} IS NOT NULL`;
  await db.run(
    `CREATE OR REPLACE TABLE ${to} AS FROM (SELECT ${select.join(', ')} FROM ${from.table})${where}`,
  );
  const rows = await countRows(db, to);
  return {
    schema: await fillDictionaries(db, to, columns),
    rows,
    dropped: (await countRows(db, from.table)) - rows,
  };
}

async function fillDictionaries(
  db: Database,
  table: string,
  columns: readonly CastColumn[],
): Promise<ColumnSchema[]> {
  const categories = columns.flatMap((c, i) => (formOf(c.type) === 'category' ? [i] : []));
  const found = await askColumns(db, table, categories, (i) => [
    `list(DISTINCT ${at(i)}) FILTER (${at(i)} IS NOT NULL)`,
  ]);
  const values = new Map(categories.map((i, k) => [i, sortedValues((found[k]![0] ?? []) as string[])]));
  return columns.map(({ name, type, order, dateOrder }, i) => {
    const met = values.get(i);
    if (met !== undefined) return { name, type, dictionary: dictionaryOf(met, order) };
    return { name, type, ...(type === 'timestamp' && dateOrder !== undefined ? { dateOrder } : {}) };
  });
}

/** The declared order first; else the order that the values tell by themselves; else sorted. */
function dictionaryOf(values: readonly string[], order: readonly string[] | undefined): readonly string[] {
  if (order === undefined) return booleanPair(values) ?? onScale(values) ?? values;
  const declared = new Set(order);
  return [...order, ...values.filter((value) => !declared.has(value))];
}
