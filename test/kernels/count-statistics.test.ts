import { describe, expect, it } from 'vitest';
import {
  andersonDarling,
  type CountStatistic,
  chiSquare,
  permutationPValue,
} from '../../src/kernels/count-statistics.ts';
import { handfuls } from '../../src/kernels/hypergeometric.ts';
import { pooledBins } from '../../src/kernels/pooled-bins.ts';
import { random } from '../../src/kernels/random.ts';
import goldens from '../golden/detectors/goldens.json' with { type: 'json' };

type MakeStatistic = (pool: Int32Array, draws: number) => CountStatistic;

/** Share of 20,000 handfuls whose statistic reaches that of the window: the p-value without its early stop. */
function longRunPValue(pool: Int32Array, window: Int32Array, statistic: MakeStatistic): number {
  const rows = window.reduce((a, b) => a + b, 0);
  const measure = statistic(pool, rows);
  const bar = measure(window) * (1 - 1e-12);
  const counts = new Int32Array(pool.length);
  const draw = handfuls(pool, rows, random(4));
  let reached = 0;
  for (let i = 0; i < 20_000; i++) {
    draw(counts);
    if (measure(counts) >= bar) reached++;
  }
  return reached / 20_000;
}

/** Four standard errors of a share of 20,000 draws. */
const noise = (p: number): number => 4 * Math.sqrt((p * (1 - p)) / 20_000);

describe('andersonDarling', () => {
  it.each(goldens.anderson)(
    'has the permutation p-value that SciPy has: $p, ties: $ties',
    ({ x, y, ties, p }) => {
      const ascending = (v: number[]): Float64Array => Float64Array.from(v).sort();
      const { pool, window } = pooledBins(ascending(x), ascending(y), 1000);
      // SciPy weighs a tie by the values below the cut, this kernel by those on both sides: they differ a little.
      const tolerance = noise(p) + (ties ? 0.03 : 0);
      expect(Math.abs(longRunPValue(pool, window, andersonDarling) - p)).toBeLessThan(tolerance);
    },
  );
});

describe('chiSquare', () => {
  it.each(goldens.chi)('has the permutation p-value that SciPy has: $p', ({ before, now, p }) => {
    const window = Int32Array.from(now);
    const pool = window.map((count, j) => count + before[j]!);
    expect(Math.abs(longRunPValue(pool, window, chiSquare) - p)).toBeLessThan(noise(p));
  });
});

describe('permutationPValue', () => {
  it('is 1 where there is nothing to compare', () => {
    const one = Int32Array.of(4);
    expect(permutationPValue(one, one, chiSquare, 99, random(1))).toBe(1);
    const pool = Int32Array.of(2, 3);
    expect(permutationPValue(pool, Int32Array.of(0, 0), chiSquare, 99, random(1))).toBe(1);
    expect(permutationPValue(pool, pool, chiSquare, 99, random(1))).toBe(1);
  });

  it('is as small as the draws allow when the window is unlike every handful', () => {
    const p = permutationPValue(Int32Array.of(500, 50), Int32Array.of(0, 50), chiSquare, 999, random(1));
    expect(p).toBe(1 / 1000);
  });
});
