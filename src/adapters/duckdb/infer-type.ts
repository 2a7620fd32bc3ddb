import type { InferredColumn } from '../../contracts/dataset.ts';
import { type ColumnFacts, MOST_LISTED_NUMBERS } from './column-facts.ts';
import { booleanPair, onScale, sortedValues } from './known-values.ts';

/** Share of present values that must agree for a column to be of a type in spite of the others. */
const AGREE = 0.95;
/** Rows below which being unique says nothing. */
const ROWS_TO_JUDGE = 20;
/** Whole numbers with more values than this are amounts rather than counts. */
const MOST_DISCRETE = 1000;
/** Columns with so few values are categories, even when some of them look like numbers. */
const FEW = 20;
const ID_NAME = /(^|[^a-z])(id|ids|uuid|guid|key|number|nr|no)$|[a-z](Id|ID|Uuid|Guid|Key)$/;

type Inference = Pick<InferredColumn, 'type' | 'because'> &
  Partial<Pick<InferredColumn, 'distinct' | 'values' | 'counts' | 'odd' | 'dateOrder'>>;

/**
 * What a column means, told from counts over all its rows.
 *
 * The first rule that fits wins: no value, yes and no, numbers, instants, known scales, free text, identifiers, and
 * else a category. Deterministic: no sample is drawn.
 */
export function inferType(facts: ColumnFacts): InferredColumn {
  const inferred =
    ofNothing(facts) ??
    ofBoolean(facts) ??
    ofNumbers(facts) ??
    ofTimestamps(facts) ??
    ofScale(facts) ??
    ofText(facts) ??
    ofIdentifier(facts) ??
    ofCategory(facts);
  return {
    name: facts.name,
    missing: facts.rows - facts.present,
    distinct: facts.distinct,
    odd: 0,
    ...inferred,
  };
}

const n = (count: number): string => count.toLocaleString('en');
const percent = (share: number): string => `${+(100 * share).toPrecision(3)} %`;

const ofNothing = (f: ColumnFacts): Inference | undefined =>
  f.present === 0 ? { type: 'nominal', because: 'no value in any row', values: [], counts: [] } : undefined;

function ofBoolean(f: ColumnFacts): Inference | undefined {
  const pair = f.values && booleanPair(f.values.map((v) => v.value));
  return pair ? { type: 'boolean', because: `2 values: ${pair.join(', ')}`, ...inOrder(f, pair) } : undefined;
}

function ofNumbers(f: ColumnFacts): Inference | undefined {
  const share = f.numbers / f.present;
  if (share < AGREE) return undefined;
  const fractions = f.whole < f.numbers;
  if (f.huge > 0 && !fractions)
    return { type: 'identifier', because: 'whole numbers from 2^53 on, which float64 does not hold exactly' };
  if (f.zeroLed > 0) return ofCode(f, `digits with leading zeros, ${n(f.distinct)} different`);
  if (!fractions && isNumbered(f))
    return { type: 'identifier', because: `${n(f.distinct)} different numbers that count rows` };
  const odd = 1 - share;
  const listed = f.values?.filter((v) => isNumber(v.value)).map((v) => v.value);
  const distinct = listed?.length ?? f.distinct;
  if (fractions) return { type: 'continuous', because: `${n(distinct)} different numbers`, odd, distinct };
  const type = distinct <= MOST_DISCRETE ? 'discrete' : 'continuous';
  const because = `${n(distinct)} different whole numbers`;
  const values = listed && distinct <= MOST_LISTED_NUMBERS ? inOrder(f, sortedValues(listed)) : {};
  return { type, because, odd, distinct, ...values };
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** Unique whole numbers that an id column is made of: named so, or without a gap. */
const isNumbered = (f: ColumnFacts): boolean =>
  f.present >= ROWS_TO_JUDGE &&
  f.distinct > AGREE * f.present &&
  (ID_NAME.test(f.name) || (f.distinct === f.rows && f.max! - f.min! + 1 === f.rows));

function ofTimestamps(f: ColumnFacts): Inference | undefined {
  if (f.held === 'timestamp') return { type: 'timestamp', because: 'held as instants by the source' };
  const { iso, dayFirst, monthFirst } = f.dates;
  const most = Math.max(dayFirst, monthFirst);
  if (most < AGREE * f.present) return undefined;
  const odd = 1 - most / f.present;
  if (iso === most) return { type: 'timestamp', because: 'instants in ISO 8601', odd };
  if (dayFirst > monthFirst)
    return { type: 'timestamp', because: 'dates with the day first', odd, dateOrder: 'day-first' };
  const either = dayFirst === monthFirst ? '; the day first would fit too' : '';
  return { type: 'timestamp', because: `dates with the month first${either}`, odd, dateOrder: 'month-first' };
}

function ofScale(f: ColumnFacts): Inference | undefined {
  const scale = f.values && onScale(f.values.map((v) => v.value));
  return scale
    ? { type: 'ordinal', because: `a known scale: ${scale.join(' < ')}`, ...inOrder(f, scale) }
    : undefined;
}

function ofText(f: ColumnFacts): Inference | undefined {
  const words = 1 + f.spaces / f.present;
  if (f.distinct < ROWS_TO_JUDGE || f.distinct < 0.5 * f.present || words < 3) return undefined;
  return { type: 'text', because: `${n(f.distinct)} different texts of ${words.toFixed(1)} words` };
}

function ofIdentifier(f: ColumnFacts): Inference | undefined {
  if (f.present < ROWS_TO_JUDGE) return undefined;
  const share = f.distinct / f.present;
  const named = ID_NAME.test(f.name) && share > 0.5;
  if (share < AGREE && !named) return undefined;
  if (f.decimalCommas > 0.5 * f.present) return undefined;
  return { type: 'identifier', because: `${n(f.distinct)} different values in ${n(f.present)} rows` };
}

const ofCode = (f: ColumnFacts, because: string): Inference => {
  const category = ofIdentifier(f) ?? ofCategory(f);
  return { ...category, because };
};

function ofCategory(f: ColumnFacts): Inference {
  const odd = oddInCategory(f);
  const values = f.values && sortedValues(f.values.map((v) => v.value));
  return {
    type: 'nominal',
    because: describeCategory(f, values),
    odd,
    ...(values === null ? {} : inOrder(f, values)),
  };
}

function describeCategory(f: ColumnFacts, values: readonly string[] | null): string {
  if (f.decimalCommas > 0.5 * f.present)
    return `${percent(f.decimalCommas / f.present)} numbers with a decimal comma`;
  const numbers =
    f.numbers > 0.5 * f.present && f.zeroLed === 0
      ? `, ${percent(f.numbers / f.present)} of them numbers`
      : '';
  const listed = values !== null && values.length <= 6 ? `: ${values.join(', ')}` : '';
  return `${n(f.distinct)} value${f.distinct === 1 ? '' : 's'}${listed}${numbers}`;
}

/** In a category of many values, the ones that are no numbers (or dates) among a majority that are. */
function oddInCategory(f: ColumnFacts): number {
  if (f.decimalCommas > 0.5 * f.present) return f.decimalCommas / f.present;
  if (f.distinct <= FEW || f.zeroLed > 0) return 0;
  const most = Math.max(f.numbers, f.dates.dayFirst, f.dates.monthFirst);
  return most > 0.5 * f.present ? 1 - most / f.present : 0;
}

function inOrder(f: ColumnFacts, values: readonly string[]): { values: readonly string[]; counts: number[] } {
  const counts = new Map(f.values!.map((v) => [v.value, v.count]));
  return { values, counts: values.map((value) => counts.get(value)!) };
}
