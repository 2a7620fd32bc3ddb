import type { Json } from '@duckdb/node-api';
import { asNumber, asText, asTimestamp, isPresent } from './cast.ts';
import type { Database } from './database.ts';
import type { Held, SourceTable } from './source-table.ts';
import { at } from './sql.ts';

/** Counts over all rows of a column, from which its meaning is told. */
export interface ColumnFacts {
  readonly name: string;
  readonly held: Held;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  /** Values that read as finite numbers, and of those the whole ones, those beyond 2^53, those like "007". */
  readonly numbers: number;
  readonly whole: number;
  readonly huge: number;
  readonly zeroLed: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Blanks inside all values: words are told apart by them. */
  readonly spaces: number;
  /** Values that read as instants, by the order of day and month; ISO 8601 counts in each. */
  readonly dates: { readonly iso: number; readonly dayFirst: number; readonly monthFirst: number };
  /** Values like "3,14". */
  readonly decimalCommas: number;
  /** All values with their rows, sorted, when there are at most MOST_VALUES of them. */
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
}

/** Values of a category that are listed one by one. */
export const MOST_VALUES = 1000;

/** Columns asked about in one statement: DuckDB's planning grows faster than the number of expressions. */
const COLUMNS_A_QUERY = 10;

/** Ask `expressions` of columns `indices`, a few columns at a time. @returns the answers of each column, in order. */
export async function askColumns(
  db: Database,
  table: string,
  indices: readonly number[],
  expressions: (index: number) => readonly string[],
): Promise<Json[][]> {
  const answers: Json[][] = [];
  for (let from = 0; from < indices.length; from += COLUMNS_A_QUERY) {
    const group = indices.slice(from, from + COLUMNS_A_QUERY).map(expressions);
    const [row] = await db.rows(`SELECT ${group.flat().join(', ')} FROM ${table}`);
    let k = 0;
    for (const asked of group) {
      answers.push(row!.slice(k, k + asked.length));
      k += asked.length;
    }
  }
  return answers;
}

/** Count what is needed to infer every column of the table. */
export async function columnFacts(db: Database, data: SourceTable): Promise<ColumnFacts[]> {
  const [[rows] = [0]] = await db.rows(`SELECT count(*)::DOUBLE FROM ${data.table}`);
  const indices = data.columns.map((_, i) => i);
  const held = (i: number): Held => data.columns[i]!.held;
  const basic = await askColumns(db, data.table, indices, (i) => basicCounts(at(i), held(i)));
  const wordy = indices.filter((i) => held(i) === 'text' && Number(basic[i]![2]) < Number(basic[i]![0]));
  const dates = await askColumns(db, data.table, wordy, (i) => textCounts(at(i)));
  const ofText = new Map(wordy.map((i, k) => [i, dates[k]!.map(Number)]));
  const few = indices.filter((i) => Number(basic[i]![1]) <= MOST_VALUES);
  const values = new Map<number, ColumnFacts['values']>();
  for (const [k, answer] of (
    await askColumns(db, data.table, few, (i) => [histogram(at(i), held(i))])
  ).entries())
    values.set(few[k]!, valuesOf(answer[0]!));
  return data.columns.map(({ name }, i) => {
    const [present, distinct, numbers, whole, huge, zeroLed, min, max, spaces] = basic[i]!;
    const [iso, dayFirst, monthFirst, decimalCommas] = ofText.get(i) ?? [0, 0, 0, 0];
    return {
      name,
      held: held(i),
      rows: Number(rows),
      present: Number(present),
      distinct: Number(distinct),
      numbers: Number(numbers),
      whole: Number(whole),
      huge: Number(huge),
      zeroLed: Number(zeroLed),
      min: min === null ? null : Number(min),
      max: max === null ? null : Number(max),
      spaces: Number(spaces),
      dates: { iso: iso!, dayFirst: dayFirst!, monthFirst: monthFirst! },
      decimalCommas: decimalCommas!,
      values: values.get(i) ?? null,
    };
  });
}

function basicCounts(column: string, held: Held): string[] {
  const present = isPresent(column, held);
  const value = held === 'timestamp' ? 'NULL::DOUBLE' : asNumber(column, held);
  const text = held === 'text';
  return [
    `count(*) FILTER (${present})::DOUBLE`,
    `count(DISTINCT ${column}) FILTER (${present})::DOUBLE`,
    `count(${value}) FILTER (${present})::DOUBLE`,
    `count(*) FILTER (${value} = floor(${value}))::DOUBLE`,
    `count(*) FILTER (abs(${value}) > 9007199254740992 AND ${value} = floor(${value}))::DOUBLE`,
    text
      ? `count(*) FILTER (${value} IS NOT NULL AND ltrim(${column}) SIMILAR TO '0[0-9].*')::DOUBLE`
      : '0::DOUBLE',
    `min(${value})`,
    `max(${value})`,
    text
      ? `coalesce(sum(length(${column}) - length(replace(${column}, ' ', ''))) FILTER (${present}), 0)::DOUBLE`
      : '0::DOUBLE',
  ];
}

function textCounts(column: string): string[] {
  const present = isPresent(column, 'text');
  // Dates are long and slow to try: only what has the look of one is tried.
  const look = `regexp_matches(${column}, '^\\s*(\\d{1,4}[-/. ]\\w{1,9}[-/. ]\\d{1,4}|[A-Z][a-z]{2,8} \\d{1,2}, \\d{4})')`;
  const dated = (cast: string): string =>
    `count(*) FILTER (${present} AND CASE WHEN ${look} THEN (${cast}) IS NOT NULL ELSE false END)::DOUBLE`;
  return [
    dated(asTimestamp(column, 'text')),
    dated(asTimestamp(column, 'text', 'day-first')),
    dated(asTimestamp(column, 'text', 'month-first')),
    `count(*) FILTER (${present} AND regexp_full_match(trim(${column}), '[-+]?\\d+(\\.\\d{3})*,\\d+'))::DOUBLE`,
  ];
}

const histogram = (column: string, held: Held): string => `map_entries(histogram(${asText(column, held)}))`;

function valuesOf(answer: Json): ColumnFacts['values'] {
  const entries = (answer ?? []) as { key: string; value: string }[];
  return entries
    .map(({ key, value }) => ({ value: key, count: Number(value) }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
