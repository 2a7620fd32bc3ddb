import type { Json } from '@duckdb/node-api';
import type { Database } from './database.ts';

/** Columns stacked at a time. Fewer cost a scan each, more cost memory for their distinct values. */
const COLUMNS_A_STACK = 64;

/** One column as SQL; `place` names it in the answer. All columns of one question have the same SQL type. */
export interface AskedColumn {
  readonly place: number;
  readonly sql: string;
}

/**
 * Stack columns into rows (i, v), with i the place of the column and v its value, a few columns at a time.
 *
 * Planning the same ten expressions for each of ten thousand columns takes minutes; stacked, they are planned once and
 * the work stays linear. `work` gets a relation to put after FROM.
 */
export async function eachStack(
  table: string,
  columns: readonly AskedColumn[],
  work: (stacked: string) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < columns.length; from += COLUMNS_A_STACK) {
    const part = columns.slice(from, from + COLUMNS_A_STACK);
    const places = part.map((c) => c.place).join(', ');
    const values = part.map((c) => c.sql).join(', ');
    await work(`(SELECT unnest([${places}]) AS i, unnest([${values}]) AS v FROM ${table})`);
  }
}

/** The rows of one statement over each stack; its first column is the place. */
export async function askStacks(
  db: Database,
  table: string,
  columns: readonly AskedColumn[],
  ask: (stacked: string) => string,
): Promise<Json[][]> {
  const answers: Json[][] = [];
  await eachStack(table, columns, async (stacked) => {
    answers.push(...(await db.rows(ask(stacked))));
  });
  return answers;
}

/** A value of a column and the rows that have it. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** The different present values of each column with their rows, unordered; v is text or NULL. By place. */
export async function valueCounts(
  db: Database,
  table: string,
  columns: readonly AskedColumn[],
): Promise<Map<number, ValueCount[]>> {
  const ask = (stacked: string): string =>
    `SELECT i, v, count(*)::DOUBLE FROM ${stacked} WHERE v IS NOT NULL GROUP BY i, v`;
  const counts = new Map<number, ValueCount[]>(columns.map((c) => [c.place, []]));
  for (const [place, value, count] of await askStacks(db, table, columns, ask))
    counts.get(Number(place))!.push({ value: String(value), count: Number(count) });
  return counts;
}
