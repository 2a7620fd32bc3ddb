import { asNumber, asText, asTimestamp, isPresent } from './cast.ts';
import type { Database } from './database.ts';
import { askInLongForm, valueCounts } from './long-form.ts';
import type { Held, SourceTable } from './source-table.ts';
import { at } from './sql.ts';

/** Counts over all rows of a column, from which its meaning is told. */
export interface ColumnFacts {
  readonly name: string;
  readonly held: Held;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  /** Values that read as finite numbers; of those the whole ones; as text, digits from 2^53 on, and those like "007". */
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
  /** All values with their rows, unordered, when they are few. */
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
}

/** Values of a category, and of a column of numbers, that are listed one by one. */
const MOST_VALUES = 1000;
export const MOST_LISTED_NUMBERS = 100;

type Counts = Omit<ColumnFacts, 'name' | 'held' | 'rows' | 'dates' | 'decimalCommas' | 'values'>;
const isListed = (c: Counts): boolean =>
  c.distinct <= MOST_LISTED_NUMBERS ||
  (c.distinct <= MOST_VALUES && (c.numbers < c.present || c.zeroLed > 0));

type TextCounts = Pick<ColumnFacts, 'dates' | 'decimalCommas'>;

const NO_TEXT: TextCounts = { dates: { iso: 0, dayFirst: 0, monthFirst: 0 }, decimalCommas: 0 };

/** Count what is needed to infer every column of the table. */
export async function columnFacts(db: Database, data: SourceTable, rows: number): Promise<ColumnFacts[]> {
  const counts = new Map<number, Counts>();
  for (const held of ['text', 'number', 'timestamp'] as const)
    for (const [place, count] of await countAll(db, data, held)) counts.set(place, count);
  const wordy = data.columns.flatMap(({ held }, i) =>
    held === 'text' && counts.get(i)!.numbers < counts.get(i)!.present ? [i] : [],
  );
  const texts = await countTexts(db, data, wordy);
  const few = data.columns.flatMap(({ held }, i) =>
    isListed(counts.get(i)!) ? [{ place: i, sql: asText(at(i), held) }] : [],
  );
  const values = await valueCounts(db, data.table, few);
  return data.columns.map(({ name, held }, i) => ({
    name,
    held,
    rows,
    ...counts.get(i)!,
    ...(texts.get(i) ?? NO_TEXT),
    values: values.get(i) ?? null,
  }));
}

async function countAll(db: Database, data: SourceTable, held: Held): Promise<Map<number, Counts>> {
  const columns = data.columns.flatMap((c, i) => (c.held === held ? [{ place: i, sql: at(i) }] : []));
  const isText = held === 'text';
  const ask = (stacked: string): string =>
    `SELECT i, count(*) FILTER (p)::DOUBLE, count(DISTINCT v) FILTER (p)::DOUBLE, count(n)::DOUBLE,
      count(*) FILTER (n = floor(n))::DOUBLE,
      ${isText ? `count(*) FILTER (abs(n) >= 9007199254740992 AND regexp_full_match(trim(v), '[-+]?\\d+'))::DOUBLE` : '0'},
      ${isText ? `count(*) FILTER (n IS NOT NULL AND ltrim(v) SIMILAR TO '0[0-9].*')::DOUBLE` : '0'}, min(n), max(n),
      ${isText ? `coalesce(sum(length(v) - length(replace(v, ' ', ''))) FILTER (p), 0)::DOUBLE` : '0'}
    FROM (SELECT i, v, p, CASE WHEN p THEN ${held === 'timestamp' ? 'NULL::DOUBLE' : asNumber('v', held)} END AS n
      FROM (SELECT i, v, ${isPresent('v', held)} AS p FROM ${stacked})) GROUP BY i`;
  const answers = await askInLongForm(db, data.table, columns, ask);
  return new Map(
    answers.map(([place, present, distinct, numbers, whole, huge, zeroLed, min, max, spaces]) => [
      Number(place),
      {
        present: Number(present),
        distinct: Number(distinct),
        numbers: Number(numbers),
        whole: Number(whole),
        huge: Number(huge),
        zeroLed: Number(zeroLed),
        min: min === null ? null : Number(min),
        max: max === null ? null : Number(max),
        spaces: Number(spaces),
      },
    ]),
  );
}

/** Dates are slow to try, so only what has the look of one is tried. */
const LOOKS_DATED =
  "regexp_matches(v, '^\\s*(\\d{1,4}[-/. ]\\w{1,9}[-/. ]\\d{1,4}|[A-Z][a-z]{2,8} \\d{1,2}, \\d{4})')";

async function countTexts(
  db: Database,
  data: SourceTable,
  places: readonly number[],
): Promise<Map<number, TextCounts>> {
  const dated = (cast: string): string =>
    `count(*) FILTER (CASE WHEN looks THEN (${cast}) IS NOT NULL ELSE false END)::DOUBLE`;
  const ask = (stacked: string): string =>
    `SELECT i, ${dated(asTimestamp('v', 'text'))}, ${dated(asTimestamp('v', 'text', 'day-first'))},
      ${dated(asTimestamp('v', 'text', 'month-first'))},
      count(*) FILTER (regexp_full_match(trim(v), '[-+]?\\d+(\\.\\d{3})*,\\d+'))::DOUBLE
    FROM (SELECT i, v, ${LOOKS_DATED} AS looks FROM ${stacked} WHERE ${isPresent('v', 'text')}) GROUP BY i`;
  const columns = places.map((place) => ({ place, sql: at(place) }));
  const answers = (await askInLongForm(db, data.table, columns, ask)).map((answer) => answer.map(Number));
  return new Map(
    answers.map(([place, iso, dayFirst, monthFirst, decimalCommas]) => [
      place!,
      { dates: { iso: iso!, dayFirst: dayFirst!, monthFirst: monthFirst! }, decimalCommas: decimalCommas! },
    ]),
  );
}
