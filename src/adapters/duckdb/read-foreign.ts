import type { ForeignFrame, SourceSpec } from '../../ports/engine.ts';
import { type Column, categoryColumn, MISSING, numberColumn, textColumn } from '../../table/column.ts';
import { type ColumnSchema, formOf, type Schema } from '../../table/schema.ts';
import { isPresent } from './cast.ts';
import type { Database } from './database.ts';
import { loadSources, type Surroundings } from './load-sources.ts';
import { askStacks } from './long-form.ts';
import { readColumns } from './read-frame.ts';
import { shapeTable } from './shape-table.ts';
import { at } from './sql.ts';

/**
 * Read a source under a schema learned elsewhere: columns by name, values cast to the schema's types, categories coded
 * by its dictionaries.
 */
export async function readForeign(
  db: Database,
  source: SourceSpec,
  schema: Schema,
  around: Surroundings,
): Promise<ForeignFrame> {
  const { data, rows } = await loadSources(db, [source], [], around);
  const index = new Map(data.columns.map((c, i) => [c.name, i]));
  const met = schema.filter((c) => index.has(c.name));
  await shapeTable(db, data, met, null, 'shaped');
  const places = met.map((_, i) => i);
  const read = await readColumns(db, 'shaped', met, places, rows);
  const given = await countTrue(
    db,
    data.table,
    met.map((c) => {
      const i = index.get(c.name)!;
      return isPresent(at(i), data.columns[i]!.held);
    }),
  );
  const kept = await countTrue(
    db,
    'shaped',
    places.map((i) => `${at(i)} IS NOT NULL`),
  );
  const wrong = met.flatMap(({ name }, i): [string, number][] =>
    given[i]! > kept[i]! ? [[name, given[i]! - kept[i]!]] : [],
  );
  const columns = new Map(schema.map((c) => [c.name, read.get(c.name) ?? allMissing(c, rows)]));
  const absent = schema.filter((c) => !index.has(c.name)).map((c) => c.name);
  return { rows, schema, columns, absent, wrong: new Map(wrong) };
}

function allMissing(schema: ColumnSchema, rows: number): Column {
  const form = formOf(schema.type);
  if (form === 'number') return numberColumn(new Float64Array(rows).fill(Number.NaN));
  if (form === 'text') return textColumn(new Array<string | null>(rows).fill(null));
  return categoryColumn(new Int32Array(rows).fill(MISSING), schema.dictionary ?? []);
}

/** Rows in which each condition holds. */
async function countTrue(db: Database, table: string, conditions: readonly string[]): Promise<number[]> {
  const counts = new Array<number>(conditions.length).fill(0);
  const columns = conditions.map((sql, place) => ({ place, sql }));
  const ask = (stacked: string): string => `SELECT i, count(*) FILTER (v)::DOUBLE FROM ${stacked} GROUP BY i`;
  for (const [place, count] of await askStacks(db, table, columns, ask))
    counts[Number(place)] = Number(count);
  return counts;
}
