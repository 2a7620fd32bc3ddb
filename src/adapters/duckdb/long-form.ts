import type { Json } from '@duckdb/node-api';
import type { Database } from './database.ts';

/** Columns asked about in one statement. Fewer cost a scan each, more cost memory for their distinct values. */
const COLUMNS_A_QUERY = 64;

/** One column as SQL; `place` names it in the answer. All columns of one question have the same SQL type. */
export interface AskedColumn {
  readonly place: number;
  readonly sql: string;
}

/**
 * Ask the same question of many columns: the columns are stacked into rows (i, v), with i the place of the column and v
 * its value, and `ask` turns that relation into a statement.
 *
 * Planning ten thousand expressions over ten thousand columns takes minutes; this takes one set of expressions and
 * stays linear.
 */
export async function askInLongForm(
  db: Database,
  table: string,
  columns: readonly AskedColumn[],
  ask: (stacked: string) => string,
): Promise<Json[][]> {
  const answers: Json[][] = [];
  for (let from = 0; from < columns.length; from += COLUMNS_A_QUERY) {
    const part = columns.slice(from, from + COLUMNS_A_QUERY);
    const places = part.map((c) => c.place).join(', ');
    const values = part.map((c) => c.sql).join(', ');
    answers.push(
      ...(await db.rows(ask(`(SELECT unnest([${places}]) AS i, unnest([${values}]) AS v FROM ${table})`))),
    );
  }
  return answers;
}

/** The different present values of each column with their rows, unordered; v is text or NULL. By place. */
export async function valueCounts(
  db: Database,
  table: string,
  columns: readonly AskedColumn[],
): Promise<Map<number, { value: string; count: number }[]>> {
  const counts = new Map(columns.map((c) => [c.place, [] as { value: string; count: number }[]]));
  const grouped = (stacked: string): string =>
    `SELECT i, v, count(*)::DOUBLE FROM ${stacked} WHERE v IS NOT NULL GROUP BY i, v`;
  for (const [place, value, count] of await askInLongForm(db, table, columns, grouped))
    counts.get(Number(place))!.push({ value: String(value), count: Number(count) });
  return counts;
}
