import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import type { JoinSpec, SourceSpec } from '../../ports/engine.ts';
import type { Database } from './database.ts';
import type { SourceTable } from './source-table.ts';
import { at } from './sql.ts';

/** A source with its rows in a table. */
export interface LoadedSource {
  readonly spec: SourceSpec;
  readonly data: SourceTable;
}

/**
 * Join the sources, one after another, to the first; rows keep its order.
 *
 * Values are equal when their text is: a number key of one source meets a text key of another. A column of a joined
 * source whose name is taken gets the source's name before it. Throws 'source/join-...'.
 */
export async function joinSources(
  db: Database,
  sources: readonly LoadedSource[],
  joins: readonly JoinSpec[],
): Promise<SourceTable> {
  const known = sources.map((s) => s.spec.name);
  const joined = new Set(joins.map((j) => j.source));
  const unjoined = sources.slice(1).find((s) => !joined.has(s.spec.name));
  if (unjoined !== undefined) throw fail('source/join-source', { source: unjoined.spec.name, known });
  let left = sources[0]!.data;
  for (const [i, join] of joins.entries()) {
    const right = sources.slice(1).find((s) => s.spec.name === join.source);
    if (right === undefined)
      throw fail('source/join-source', { source: join.source, known, near: nearest(join.source, known) });
    left = await joinOne(db, left, sources[0]!.spec.name, right, join, `joined_${i}`);
  }
  return left;
}

async function joinOne(
  db: Database,
  left: SourceTable,
  leftName: string,
  right: LoadedSource,
  join: JoinSpec,
  table: string,
): Promise<SourceTable> {
  const leftKeys = join.on.map((name) => keyOf(left, leftName, name));
  const rightKeys = join.on.map((name) => keyOf(right.data, right.spec.name, name));
  await refuseRepeats(db, right, join, rightKeys);
  const isKey = new Set(rightKeys);
  const added = right.data.columns.map((column, i) => ({ column, i })).filter(({ i }) => !isKey.has(i));
  const taken = new Set(left.columns.map((c) => c.name));
  const columns = [
    ...left.columns,
    ...added.map(({ column }) => ({
      ...column,
      name: taken.has(column.name) ? `${right.spec.name}.${column.name}` : column.name,
    })),
  ];
  const select = [
    ...left.columns.map((_, i) => `l.${at(i)}`),
    ...added.map(({ i }, k) => `r.${at(i)} AS ${at(left.columns.length + k)}`),
  ];
  const on = leftKeys.map((l, k) => `l.${at(l)}::VARCHAR = r.${at(rightKeys[k]!)}::VARCHAR`);
  await db.run(
    `CREATE TABLE ${table} AS SELECT ${select.join(', ')} FROM ${left.table} l ` +
      `${join.how === 'left' ? 'LEFT' : 'INNER'} JOIN ${right.data.table} r ON ${on.join(' AND ')} ORDER BY l.rowid`,
  );
  await db.run(`DROP TABLE ${left.table}`);
  await db.run(`DROP TABLE ${right.data.table}`);
  return { table, columns };
}

function keyOf(data: SourceTable, source: string, name: string): number {
  const names = data.columns.map((c) => c.name);
  const index = names.indexOf(name);
  if (index === -1)
    throw fail('source/join-column', { source, column: name, known: names, near: nearest(name, names) });
  return index;
}

async function refuseRepeats(
  db: Database,
  right: LoadedSource,
  join: JoinSpec,
  keys: number[],
): Promise<void> {
  const key = keys.map(at).join(', ');
  const present = keys.map((k) => `${at(k)} IS NOT NULL`).join(' AND ');
  const [row] = await db.rows(
    `SELECT count(*)::INTEGER, min(example) FROM (SELECT concat_ws(', ', ${key}) AS example FROM ${right.data.table} ` +
      `WHERE ${present} GROUP BY ${key} HAVING count(*) > 1)`,
  );
  const repeated = Number(row?.[0] ?? 0);
  if (repeated > 0)
    throw fail('source/join-repeats', {
      source: right.spec.name,
      on: join.on,
      keys: repeated,
      example: JSON.stringify(row![1]),
    });
}
