import { describe, expect, it } from 'vitest';
import { binByBin, drawHypergeometric, logFactorials, rowByRow } from '../../src/kernels/hypergeometric.ts';
import { random } from '../../src/kernels/random.ts';

const LOGS = logFactorials(2000);

/** P(k marked of `draws`) by the formula. */
const exact = (total: number, marked: number, draws: number, k: number): number => {
  const choose = (n: number, c: number): number => LOGS[n]! - LOGS[c]! - LOGS[n - c]!;
  return Math.exp(choose(marked, k) + choose(total - marked, draws - k) - choose(total, draws));
};

describe('drawHypergeometric', () => {
  it.each([
    [20, 7, 5],
    [1000, 500, 300],
    [2000, 3, 1999],
    [50, 49, 25],
  ])('of %i with %i marked, %i draws: frequencies follow the law', (total, marked, draws) => {
    const r = random(1);
    const seen = new Map<number, number>();
    const n = 20_000;
    for (let i = 0; i < n; i++) {
      const k = drawHypergeometric(total, marked, draws, LOGS, r);
      seen.set(k, (seen.get(k) ?? 0) + 1);
    }
    for (const [k, count] of seen) {
      const p = exact(total, marked, draws, k);
      expect(Math.abs(count - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)) + 3);
    }
  });

  it('stays within what is possible', () => {
    const r = random(2);
    for (let i = 0; i < 5000; i++) {
      const total = 1 + Math.floor(r() * 60);
      const marked = Math.floor(r() * (total + 1));
      const draws = Math.floor(r() * (total + 1));
      const k = drawHypergeometric(total, marked, draws, LOGS, r);
      expect(k).toBeGreaterThanOrEqual(Math.max(0, draws - (total - marked)));
      expect(k).toBeLessThanOrEqual(Math.min(draws, marked));
    }
  });
});

describe.each([
  { name: 'rowByRow', take: rowByRow },
  { name: 'binByBin', take: binByBin },
])('$name', ({ take }) => {
  it('takes every row once when all are taken, and none when none are', () => {
    const pool = Int32Array.of(3, 0, 5, 1);
    const out = new Int32Array(4);
    take(pool, 9, random(1))(out);
    expect([...out]).toEqual([3, 0, 5, 1]);
    take(pool, 0, random(1))(out);
    expect([...out]).toEqual([0, 0, 0, 0]);
  });

  it('takes the number asked for, with the mean and variance of the law', () => {
    const pool = Int32Array.of(10, 20, 70);
    const out = new Int32Array(3);
    const source = take(pool, 30, random(3));
    const n = 20_000;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      source(out);
      expect(out[0]! + out[1]! + out[2]!).toBe(30);
      sum += out[1]!;
      squares += (out[1]! - 6) ** 2;
    }
    expect(sum / n).toBeCloseTo(6, 1);
    // Variance of a hypergeometric: rows p (1 - p) (N - rows) / (N - 1).
    expect(squares / n).toBeCloseTo((30 * 0.2 * 0.8 * 70) / 99, 1);
  });
});
