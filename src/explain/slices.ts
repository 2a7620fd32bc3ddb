import { type Column, MISSING } from '../table/column.ts';
import { columnOf, type Frame } from '../table/frame.ts';

/** Rows of a frame that belong together. */
export interface RowGroup {
  readonly column: string;
  readonly value: string;
  /** Ascending. */
  readonly rows: Int32Array;
}

/** Fewer rows say too little to be shown. */
export const SLICE_ROWS = 30;
const MOST_VALUES = 20;
const BINS = 4;

/**
 * Cut the rows by each of the columns: one group a category, or a quarter of the range of a number by quantiles
 * (fewer where values repeat), and one for missing. Groups under 30 rows are left out, and of a column with many
 * categories the 20 largest are kept. Text columns give none.
 */
export function cutRows(frame: Frame, names: readonly string[]): readonly RowGroup[] {
  return names.flatMap((column) => {
    const type = frame.schema.find((c) => c.name === column)?.type;
    const cut = labelRows(columnOf(frame, column), type === 'timestamp' ? dayOf : shownNumber);
    const rows: number[][] = cut.values.map(() => []);
    cut.label.forEach((label, r) => {
      if (label >= 0) rows[label]!.push(r);
    });
    return cut.values
      .map((value, k) => ({ column, value, rows: Int32Array.from(rows[k]!) }))
      .filter((group) => group.rows.length >= SLICE_ROWS)
      .toSorted((a, b) => (cut.ordered ? 0 : b.rows.length - a.rows.length))
      .slice(0, MOST_VALUES);
  });
}

/** label [rows] index into values, or -1 = in no group. */
interface Cut {
  readonly label: Int32Array;
  readonly values: readonly string[];
  readonly ordered: boolean;
}

function labelRows(column: Column, shown: (value: number) => string): Cut {
  if (column.form === 'text')
    return { label: new Int32Array(column.values.length).fill(-1), values: [], ordered: true };
  if (column.form === 'number') return labelNumbers(column.values, shown);
  const { codes, dictionary } = column;
  const label = codes.map((code) => (code === MISSING ? dictionary.length + 1 : code));
  return { label, values: [...dictionary, 'unseen in training', 'missing'], ordered: false };
}

function labelNumbers(values: Float64Array, shown: (value: number) => string): Cut {
  const sorted = values.filter((v) => !Number.isNaN(v)).sort();
  const n = sorted.length;
  // First value of each bin; equal values are never parted.
  const starts = [
    ...new Set(Array.from({ length: Math.min(BINS, n) }, (_, b) => sorted[Math.floor((b * n) / BINS)]!)),
  ];
  const names = starts.map((start, b) => {
    const next = starts[b + 1];
    const last = next === undefined ? sorted[n - 1]! : lastBelow(sorted, next);
    return start === last ? shown(start) : `${shown(start)} to ${shown(last)}`;
  });
  const label = new Int32Array(values.length).map((_, r) => {
    const value = values[r]!;
    return Number.isNaN(value) ? starts.length : starts.findLastIndex((start) => start <= value);
  });
  return { label, values: [...names, 'missing'], ordered: true };
}

const lastBelow = (sorted: Float64Array, bound: number): number => sorted[sorted.indexOf(bound) - 1]!;

/** Four significant digits, without a trailing ".0" and without exponents in everyday sizes. */
const shownNumber = (value: number): string =>
  Math.abs(value) >= 1e4 && Math.abs(value) < 1e15
    ? String(Math.round(value))
    : String(Number(value.toPrecision(4)));

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
