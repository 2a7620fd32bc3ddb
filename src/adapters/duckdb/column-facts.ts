import { asNumber, asText, asTimestamp, isPresent } from './cast.ts';
import type { Database } from './database.ts';
import { eachStack, type ValueCount, valueCounts } from './long-form.ts';
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
  readonly values: readonly ValueCount[] | null;
}

/** Values of a category, and of a column of numbers, that are listed one by one. */
const MOST_VALUES = 1000;
export const MOST_LISTED_NUMBERS = 100;

type Counts = Omit<ColumnFacts, 'name' | 'held' | 'rows' | 'dates' | 'decimalCommas' | 'values'>;
type TextCounts = Pick<ColumnFacts, 'dates' | 'decimalCommas'>;

const NO_TEXT: TextCounts = { dates: { iso: 0, dayFirst: 0, monthFirst: 0 }, decimalCommas: 0 };

const isListed = (c: Counts): boolean =>
  c.distinct <= MOST_LISTED_NUMBERS ||
  (c.distinct <= MOST_VALUES && (c.numbers < c.present || c.zeroLed > 0));

/** Count what is needed to infer every column of the table. */
export async function columnFacts(db: Database, data: SourceTable, rows: number): Promise<ColumnFacts[]> {
  const counts = new Map<number, Counts>();
  const texts = new Map<number, TextCounts>();
  const placed = data.columns.map((column, place) => ({ ...column, place, sql: at(place) }));
  const heldAs = (held: Held) => placed.filter((c) => c.held === held);
  await eachStack(data.table, heldAs('text'), async (stacked) => {
    // Text repeats: each different value is judged once, and counts for its rows.
    await db.run(
      `CREATE OR REPLACE TEMP TABLE texts AS SELECT i, v, count(*) AS n FROM ${stacked} WHERE v IS NOT NULL GROUP BY i, v`,
    );
    for (const [place, count] of await countAll(db, 'texts', 'text')) counts.set(place, count);
    for (const [place, count] of await countTexts(db, 'texts')) texts.set(place, count);
    await db.run('DROP TABLE texts');
  });
  for (const held of ['number', 'timestamp'] as const)
    await eachStack(data.table, heldAs(held), async (stacked) => {
      for (const [place, count] of await countAll(db, `(SELECT i, v, 1 AS n FROM ${stacked})`, held))
        counts.set(place, count);
    });
  const countsOf = (place: number): Counts => counts.get(place) ?? NO_VALUES;
  const few = placed
    .filter((c) => isListed(countsOf(c.place)))
    .map(({ place, held, sql }) => ({ place, sql: asText(sql, held) }));
  const values = await valueCounts(db, data.table, few);
  return placed.map(({ name, held, place }) => ({
    name,
    held,
    rows,
    ...countsOf(place),
    ...(texts.get(place) ?? NO_TEXT),
    values: values.get(place) ?? null,
  }));
}

/** A column of NULLs leaves no row in its stack. */
const NO_VALUES: Counts = {
  present: 0,
  distinct: 0,
  numbers: 0,
  whole: 0,
  huge: 0,
  zeroLed: 0,
  min: null,
  max: null,
  spaces: 0,
};

/** How many rows of a relation (i, v, n) a condition holds in. */
const rows = (condition: string): string => `coalesce(sum(n) FILTER (${condition}), 0)::DOUBLE`;

/** Facts of each column of a relation (i, v, n): v in column i stands for n rows; as text, v is different in each. */
async function countAll(db: Database, stacked: string, held: Held): Promise<[number, Counts][]> {
  const isText = held === 'text';
  const answers = await db.rows(
    `SELECT i, ${rows('p')}, ${isText ? 'count(*)' : 'count(DISTINCT v)'} FILTER (p)::DOUBLE,
      ${rows('x IS NOT NULL')}, ${rows('x = floor(x)')},
      ${isText ? rows(`abs(x) >= 9007199254740992 AND regexp_full_match(trim(v), '[-+]?\\d+')`) : '0'},
      ${isText ? rows(`x IS NOT NULL AND ltrim(v) SIMILAR TO '0[0-9].*'`) : '0'}, min(x), max(x),
      ${isText ? `coalesce(sum(n * (length(v) - length(replace(v, ' ', '')))) FILTER (p), 0)::DOUBLE` : '0'}
    FROM (SELECT i, v, n, p, CASE WHEN p THEN ${held === 'timestamp' ? 'NULL::DOUBLE' : asNumber('v', held)} END AS x
      FROM (SELECT i, v, n, ${isPresent('v', held)} AS p FROM ${stacked})) GROUP BY i`,
  );
  return answers.map(([place, present, distinct, numbers, whole, huge, zeroLed, min, max, spaces]) => [
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
  ]);
}

/** Dates are slow to try, so only what has the look of one is tried. */
const LOOKS_DATED =
  "regexp_matches(v, '^\\s*(\\d{1,4}[-/. ]\\w{1,9}[-/. ]\\d{1,4}|[A-Z][a-z]{2,8} \\d{1,2}, \\d{4})')";

async function countTexts(db: Database, stacked: string): Promise<[number, TextCounts][]> {
  const dated = (cast: string): string => rows(`CASE WHEN looks THEN (${cast}) IS NOT NULL ELSE false END`);
  const answers = await db.rows(
    `SELECT i, ${dated(asTimestamp('v', 'text'))}, ${dated(asTimestamp('v', 'text', 'day-first'))},
      ${dated(asTimestamp('v', 'text', 'month-first'))}, ${rows(`regexp_full_match(trim(v), '[-+]?\\d+(\\.\\d{3})*,\\d+')`)}
    FROM (SELECT i, v, n, ${LOOKS_DATED} AS looks FROM ${stacked} WHERE ${isPresent('v', 'text')}) GROUP BY i`,
  );
  return answers.map((answer) => {
    const [place, iso, dayFirst, monthFirst, decimalCommas] = answer.map(Number);
    return [
      place!,
      { dates: { iso: iso!, dayFirst: dayFirst!, monthFirst: monthFirst! }, decimalCommas: decimalCommas! },
    ];
  });
}
