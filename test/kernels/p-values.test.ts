import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bonferroni, holm, sidak } from '../../src/kernels/combine-p-values.ts';
import { fisherExact } from '../../src/kernels/fisher-exact.ts';
import { normalQuantile } from '../../src/kernels/normal-quantile.ts';
import { random } from '../../src/kernels/random.ts';
import { sequentialPValue } from '../../src/kernels/sequential-p-value.ts';
import { effectiveRows, smallestMeanShift, smallestMovedShare } from '../../src/kernels/test-power.ts';
import goldens from '../golden/detectors/goldens.json' with { type: 'json' };

describe('normalQuantile', () => {
  it.each(goldens.normal)('of $p is as in SciPy', ({ p, z }) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 7);
  });

  it('has its ends', () => {
    expect([0, 1, -0.1, Number.NaN].map(normalQuantile)).toEqual([
      -Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('fisherExact', () => {
  it.each(goldens.fisher)('$a of $rowsA against $b of $rowsB is as in SciPy', ({ a, rowsA, b, rowsB, p }) => {
    expect(fisherExact(a, rowsA, b, rowsB)).toBeCloseTo(p, 9);
  });

  it('is 1 without rows, and symmetric', () => {
    expect(fisherExact(0, 0, 3, 9)).toBe(1);
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40), (a, restA, b, restB) => {
        const p = fisherExact(a, a + restA, b, b + restB);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(fisherExact(b, b + restB, a, a + restA)).toBeCloseTo(p, 9);
      }),
    );
  });

  it('neither overflows nor loses itself at a million rows', () => {
    expect(fisherExact(500_000, 1_000_000, 500_100, 1_000_000)).toBeCloseTo(0.888, 2);
    expect(fisherExact(0, 1_000_000, 500_000, 1_000_000)).toBe(0);
  });
});

describe('holm', () => {
  it.each(goldens.holm)('adjusts as the paper says', ({ p, adjusted }) => {
    holm(p).forEach((value, i) => {
      expect(value).toBeCloseTo(adjusted[i]!, 12);
    });
  });

  it('of nothing is nothing', () => expect(holm([])).toEqual([]));
});

describe('sidak and bonferroni', () => {
  it('leave one p-value as it is, and are 1 without any', () => {
    expect(sidak([0.2])).toBeCloseTo(0.2, 12);
    expect(bonferroni([0.2])).toBe(0.2);
    expect([sidak([]), bonferroni([])]).toEqual([1, 1]);
  });

  it('hold the rate on independent uniforms', () => {
    const r = random(5);
    let low = 0;
    for (let i = 0; i < 20_000; i++) if (sidak([r(), r()]) <= 0.1) low++;
    expect(low / 20_000).toBeCloseTo(0.1, 2);
  });
});

describe('sequentialPValue', () => {
  it('is uniform or larger under the null, on a grid of levels', () => {
    const r = random(8);
    const counts = [0.01, 0.05, 0.2, 0.5].map((level) => ({ level, low: 0 }));
    for (let i = 0; i < 4000; i++) {
      const p = sequentialPValue(r(), r, 199);
      for (const c of counts) if (p <= c.level) c.low++;
    }
    for (const { level, low } of counts)
      expect(low / 4000).toBeLessThan(level + 4 * Math.sqrt((level * (1 - level)) / 4000));
  });

  it('counts equal draws as reached', () => {
    expect(sequentialPValue(1, () => 1, 999)).toBe(1);
    expect(sequentialPValue(1, () => 0.5, 999)).toBe(1 / 1000);
  });
});

describe('what a test can see', () => {
  it.each(goldens.power)(
    '$freedom df at $level: the share is within 3 % of SciPy',
    ({ freedom, level, noncentrality }) => {
      const share = smallestMovedShare(1e6, level, freedom, 0);
      expect(Math.abs(share / Math.sqrt(noncentrality / 4e6) - 1)).toBeLessThan(0.03);
    },
  );

  it('shrinks with the root of the rows, and is Infinity without rows', () => {
    expect(smallestMeanShift(100, 0.05, 1) / smallestMeanShift(400, 0.05, 1)).toBeCloseTo(2, 9);
    expect(smallestMeanShift(effectiveRows(0, 10), 0.05, 1)).toBe(Infinity);
    expect(smallestMovedShare(0, 0.05, 3, 0.5)).toBe(Infinity);
  });
});
