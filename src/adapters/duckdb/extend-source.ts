import type { InferredColumn } from '../../contracts/dataset.ts';
import type { ExtendedFile, ForeignFrame, NamedColumn, SourceSpec, TableFormat } from '../../ports/engine.ts';
import type { Schema } from '../../table/schema.ts';
import { asText, castTo } from './cast.ts';
import { columnFacts } from './column-facts.ts';
import type { Database } from './database.ts';
import { inferType } from './infer-type.ts';
import { loadSources, type RawTable, type Surroundings } from './load-sources.ts';
import { underSchema } from './read-foreign.ts';
import { castInParts } from './shape-table.ts';
import { at, identifier, literal } from './sql.ts';
import { appendColumns, COPY_OPTIONS, writeFailure } from './write-columns.ts';

/**
 * Read a source, and write it to `draft` with further columns behind its own, which never leave DuckDB.
 *
 * A column of the source gives way to an added one of its name.
 */
export async function extendSource(
  db: Database,
  source: SourceSpec,
  schema: Schema,
  { path, format }: ExtendedFile,
  draft: string,
  add: (frame: ForeignFrame) => readonly NamedColumn[],
  around: Surroundings,
): Promise<void> {
  const raw = await loadSources(db, [source], [], around);
  const added = add(await underSchema(db, raw, schema));
  const names = new Set(added.map((c) => c.name));
  const own = (await asItStands(db, raw, format)).filter((c) => !names.has(c.name));
  const casts = own.map(({ sql }, i) => `${sql} AS ${at(i)}`);
  const parts = await castInParts(db, 'own', casts, raw.data.table);
  try {
    const further = await appendColumns(db, 'added', added, raw.rows, own.length);
    const select = [
      ...own.map(({ name }, i) => `${at(i)} AS ${identifier(name)}`),
      ...added.map(({ name }, i) => `${further[i]} AS ${identifier(name)}`),
    ];
    const from = [...parts, 'added'].join(' POSITIONAL JOIN ');
    await db.run(
      `COPY (SELECT ${select.join(', ')} FROM ${from}) TO ${literal(draft)} (${COPY_OPTIONS[format]})`,
    );
  } catch (error) {
    throw writeFailure(path, error as Error);
  }
}

/**
 * SQL of each column of a table as it is written again: unchanged where text is written; else numbers and instants as
 * such when all values are, and text without what stands for no value.
 */
async function asItStands(
  db: Database,
  { data, rows }: RawTable,
  format: TableFormat,
): Promise<{ name: string; sql: string }[]> {
  if (format === 'csv')
    return data.columns.map(({ name, held }, i) => ({
      name,
      sql: held === 'text' ? at(i) : asText(at(i), held),
    }));
  const inferred = (await columnFacts(db, data, rows)).map(inferType);
  return data.columns.map(({ name, held }, i) => ({ name, sql: typed(at(i), held, inferred[i]!) }));
}

function typed(
  column: string,
  held: RawTable['data']['columns'][number]['held'],
  is: InferredColumn,
): string {
  const { type, odd, dateOrder } = is;
  if (odd === 0 && (type === 'continuous' || type === 'discrete')) return castTo(column, held, type);
  // To the millisecond, as everywhere.
  if (odd === 0 && type === 'timestamp')
    return `make_timestamp_ms(epoch_ms(${castTo(column, held, type, dateOrder)}))`;
  return asText(column, held);
}
