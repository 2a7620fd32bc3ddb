import { handfuls } from './hypergeometric.ts';
import type { Random } from './random.ts';
import { sequentialPValue } from './sequential-p-value.ts';

/** A measure of how unlike a random handful of the pool the counts of a window are. */
export type CountStatistic = (window: Int32Array) => number;

/**
 * Two-sample Anderson-Darling statistic of binned values, up to a constant factor.
 *
 * pool [bins]  rows of both samples in each bin, in the order of the values; draws: rows of the window
 *
 * Sum over the cuts between bins of (window rows below the cut - expected)^2 / its variance, weighted by the pool's
 * mass at the cut: shifts of the middle count as in a rank test, and the tails are not drowned.
 * Source: Pettitt 1976; ties as in Scholz and Stephens 1987.
 */
export function andersonDarling(pool: Int32Array, draws: number): CountStatistic {
  const cuts = pool.length - 1;
  const expected = new Float64Array(Math.max(0, cuts));
  const weight = new Float64Array(Math.max(0, cuts));
  let total = 0;
  for (let j = 0; j < pool.length; j++) total += pool[j]!;
  for (let j = 0, below = 0; j < cuts; j++) {
    below += pool[j]!;
    expected[j] = (draws * below) / total;
    weight[j] = (pool[j]! + pool[j + 1]!) / (below * (total - below));
  }
  return (window) => {
    let sum = 0;
    for (let j = 0, below = 0; j < cuts; j++) {
      below += window[j]!;
      const off = below - expected[j]!;
      sum += off * off * weight[j]!;
    }
    return sum;
  };
}

/** Pearson's chi-square of a 2 x bins table, up to a constant factor. pool [bins] > 0, in any order; 1900. */
export function chiSquare(pool: Int32Array, draws: number): CountStatistic {
  let total = 0;
  for (let j = 0; j < pool.length; j++) total += pool[j]!;
  return (window) => {
    let sum = 0;
    for (let j = 0; j < pool.length; j++) {
      const off = window[j]! - (draws * pool[j]!) / total;
      sum += (off * off) / pool[j]!;
    }
    return sum;
  };
}

/**
 * p-value that the window is a random handful of the pool: the statistic of the window against that of windows
 * drawn from the pool without replacement. Exact at any size, with any ties. See `sequentialPValue`.
 *
 * pool, window [bins]; most: draws at most. 1 when the pool has one bin or either sample is empty.
 */
export function permutationPValue(
  pool: Int32Array,
  window: Int32Array,
  statistic: (pool: Int32Array, draws: number) => CountStatistic,
  most: number,
  r: Random,
): number {
  let rows = 0;
  let total = 0;
  for (let j = 0; j < pool.length; j++) {
    rows += window[j]!;
    total += pool[j]!;
  }
  if (pool.length < 2 || rows === 0 || rows === total) return 1;
  const measure = statistic(pool, rows);
  const counts = new Int32Array(pool.length);
  const handful = handfuls(pool, rows, r);
  const draw = (): number => {
    handful(counts);
    return measure(counts);
  };
  return sequentialPValue(measure(window), draw, most);
}
