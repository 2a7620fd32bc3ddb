import type { Change, Detector, DriftResult } from '../contracts/detector.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { State } from '../contracts/state.ts';
import { chiSquare, permutationPValue } from '../kernels/count-statistics.ts';
import { random } from '../kernels/random.ts';
import { effectiveRows, smallestMovedShare } from '../kernels/test-power.ts';
import { type CategoryColumn, MISSING } from '../table/column.ts';
import { permutationDraws } from './permutation-draws.ts';

const params = {
  bins: {
    type: 'integer',
    default: 64,
    min: 2,
    max: 1000,
    unit: 'categories',
    about: 'Categories tested one by one, the most frequent; all others share one.',
  },
} as const satisfies ParamSpecs;

/** facts.values: the dictionary; arrays.counts [values + 2]: rows of each value, then unseen, then missing. */
export interface CategoryCounts extends State {
  readonly facts: { readonly values: readonly string[] };
  readonly arrays: { readonly counts: Int32Array };
}

/**
 * Chi-square permutation test for category columns; a missing value is a category of its own.
 *
 * The null is drawn, not taken from the chi-square table, so expected counts may be as small as they like. The
 * window may bring its own dictionary: values are matched by name and those the reference lacks are categories like
 * others. Those that occur once in the pool, and all beyond the most frequent, share one bin: which ones these are
 * follows from pooled counts alone. Without that, a column of many rare values would alarm for nothing, since every
 * window brings values that training had not. Values without a name (code = dictionary length) are in that bin too.
 *
 * statistic: total variation distance, the share of rows that moved. smallestShift: in the same unit, at worst.
 * An empty window gives statistic 0 and p-value 1. Cost: O(m + values log values) and up to 5 / level draws.
 *
 * Source: Pearson 1900; exact conditional null of Freeman and Halton 1951, simulated as in Hope 1968.
 */
export const chiSquareDetector: Detector<ParamsOf<typeof params>, CategoryCounts> = {
  room: 'detectors',
  name: 'chi-square',
  version: 1,
  about: 'Compares the shares of the categories of a column, missing and new ones included.',
  params,
  traits: { accepts: ['category'], shiftUnit: 'share of rows', statisticLabel: 'total variation' },
  fit: (reference) => countCategories(reference as CategoryColumn),
  test: (state, window, { bins }, level, seed) =>
    testCategories(state, window as CategoryColumn, bins, level, seed),
};

/** Summarise a category column for `testCategories`. */
export const countCategories = (column: CategoryColumn): CategoryCounts => ({
  facts: { values: [...column.dictionary] },
  arrays: { counts: codeCounts(column) },
});

/** The test of `chiSquareDetector`; bins: categories at most, rare ones together being one. */
export function testCategories(
  state: CategoryCounts,
  window: CategoryColumn,
  bins: number,
  level: number,
  seed: number,
): DriftResult {
  const n = state.arrays.counts.reduce((a, b) => a + b, 0);
  const rows = window.codes.length;
  const table = pooledTable(state, window, bins);
  const pool = Int32Array.from(table, (bin) => bin.before + bin.now);
  const counts = Int32Array.from(table, (bin) => bin.now);
  const draws = permutationDraws(level);
  const largest = table.reduce((most, bin) => Math.max(most, bin.before), 0) / Math.max(1, n);
  const changes =
    n === 0 || rows === 0
      ? []
      : table.map((bin) => ({ what: bin.what, before: bin.before / n, now: bin.now / rows }));
  const size = (change: Change): number => Math.abs(change.now - change.before);
  const moved = changes.reduce((sum, change) => sum + size(change) / 2, 0);
  return {
    statistic: moved,
    pValue: permutationPValue(pool, counts, chiSquare, draws, random(seed)),
    smallestShift: smallestMovedShare(effectiveRows(n, rows), level, Math.max(1, table.length - 1), largest),
    shift: moved,
    change: changes.toSorted((a, b) => size(b) - size(a))[0] ?? null,
  };
}

/** [dictionary + 2] rows by code, then unseen, then missing. */
function codeCounts(column: CategoryColumn): Int32Array {
  const size = column.dictionary.length;
  const counts = new Int32Array(size + 2);
  for (const code of column.codes) {
    const at = code === MISSING ? size + 1 : Math.min(code, size);
    counts[at] = counts[at]! + 1;
  }
  return counts;
}

/** Rows of one category in the reference and in the window. */
interface Bin {
  readonly what: string;
  readonly before: number;
  readonly now: number;
}

/** Counts by category: missing, then the most frequent, then the rest as one. None is empty. */
function pooledTable(state: CategoryCounts, window: CategoryColumn, bins: number): Bin[] {
  const before = state.arrays.counts;
  const now = codeCounts(window);
  const named = new Map<string, Bin>();
  state.facts.values.forEach((value, code) => {
    named.set(value, { what: `share of ${JSON.stringify(value)}`, before: before[code]!, now: 0 });
  });
  window.dictionary.forEach((value, code) => {
    const bin = named.get(value) ?? { what: `share of ${JSON.stringify(value)} (new)`, before: 0, now: 0 };
    named.set(value, { ...bin, now: bin.now + now[code]! });
  });
  const all = (bin: Bin): number => bin.before + bin.now;
  // Ties go by name, so that the order cannot tell which sample a value came from.
  const ranked = [...named]
    .sort(([a, x], [b, y]) => all(y) - all(x) || (a < b ? -1 : 1))
    .map(([, bin]) => bin);
  const often = ranked.filter((bin) => all(bin) > 1).slice(0, bins - 1);
  const others = ranked.slice(often.length);
  const rare = {
    what: 'share of rare and unnamed values',
    before: others.reduce((sum, bin) => sum + bin.before, before.at(-2)!),
    now: others.reduce((sum, bin) => sum + bin.now, now.at(-2)!),
  };
  const missing = { what: 'share of missing', before: before.at(-1)!, now: now.at(-1)! };
  return [missing, ...often, rare].filter((bin) => all(bin) > 0);
}
