import type { ForeignFrame, SourceSpec } from '../../ports/engine.ts';
import { type Column, categoryColumn, MISSING, numberColumn, textColumn } from '../../table/column.ts';
import { type ColumnSchema, formOf, type Schema } from '../../table/schema.ts';
import { castTo, isPresent } from './cast.ts';
import type { Database } from './database.ts';
import { loadSources, type RawTable, type Surroundings } from './load-sources.ts';
import { type AskedColumn, askStacks } from './long-form.ts';
import { readColumns } from './read-frame.ts';
import { COLUMNS_A_PART } from './shape-table.ts';
import { at } from './sql.ts';

/** Read a source under a schema learned elsewhere. */
export const readForeign = async (
  db: Database,
  source: SourceSpec,
  schema: Schema,
  around: Surroundings,
): Promise<ForeignFrame> => underSchema(db, await loadSources(db, [source], [], around), schema);

/**
 * A table under a schema learned elsewhere: columns by name, values cast to the schema's types, categories coded by its
 * dictionaries.
 */
export async function underSchema(
  db: Database,
  { data, rows }: RawTable,
  schema: Schema,
): Promise<ForeignFrame> {
  const index = new Map(data.columns.map((c, i) => [c.name, i]));
  const met = schema.filter((c) => index.has(c.name));
  const casts = met.map(({ name, type, dateOrder }) => {
    const i = index.get(name)!;
    const { held } = data.columns[i]!;
    return { cast: castTo(at(i), held, type, dateOrder), present: isPresent(at(i), held) };
  });
  const read = new Map<string, Column>();
  for (let start = 0; start < met.length; start += COLUMNS_A_PART) {
    const part = met.slice(start, start + COLUMNS_A_PART);
    const select = part.map((_, i) => `${casts[start + i]!.cast} AS ${at(i)}`);
    const from = `(SELECT ${select.join(', ')} FROM ${data.table})`;
    const places = part.map((_, i) => i);
    for (const [name, column] of await readColumns(db, from, part, places, rows)) read.set(name, column);
  }
  // Any value is text, or of a category; only where a number or an instant is missing may something else stand.
  const asked = casts.flatMap(({ cast, present }, place) => {
    const column = read.get(met[place]!.name)!;
    const gaps = column.form === 'number' && column.values.some(Number.isNaN);
    return gaps ? [{ place, sql: `${present} AND (${cast}) IS NULL` }] : [];
  });
  const wrong = await countTrue(db, data.table, asked);
  const columns = new Map(schema.map((c) => [c.name, read.get(c.name) ?? allMissing(c, rows)]));
  const absent = schema.filter((c) => !index.has(c.name)).map((c) => c.name);
  return { rows, schema, columns, absent, wrong: new Map(wrong.map(([i, n]) => [met[i]!.name, n])) };
}

function allMissing(schema: ColumnSchema, rows: number): Column {
  const form = formOf(schema.type);
  if (form === 'number') return numberColumn(new Float64Array(rows).fill(Number.NaN));
  if (form === 'text') return textColumn(new Array<string | null>(rows).fill(null));
  return categoryColumn(new Int32Array(rows).fill(MISSING), schema.dictionary ?? []);
}

/** The places of conditions that hold somewhere, in order, and in how many rows. */
async function countTrue(
  db: Database,
  table: string,
  conditions: readonly AskedColumn[],
): Promise<[number, number][]> {
  const ask = (stacked: string): string => `SELECT i, count(*) FILTER (v)::DOUBLE FROM ${stacked} GROUP BY i`;
  const counts = (await askStacks(db, table, conditions, ask)).map(([place, count]): [number, number] => [
    Number(place),
    Number(count),
  ]);
  return counts.filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
}
