import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pooledBins } from '../../src/kernels/pooled-bins.ts';
import goldens from '../golden/detectors/goldens.json' with { type: 'json' };

const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();
const sum = (counts: Int32Array): number => counts.reduce((a, b) => a + b, 0);
const values = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 });

describe('pooledBins', () => {
  it.each(goldens.ks)('measures the distance that SciPy measures', ({ x, y, distance }) => {
    expect(pooledBins(ascending(x), ascending(y), 64).distance).toBeCloseTo(distance, 12);
  });

  it('counts every row once, and no bin is empty', () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: 1, max: 20 }), (a, b, most) => {
        const { pool, window } = pooledBins(ascending(a), ascending(b), most);
        expect(sum(pool)).toBe(a.length + b.length);
        expect(sum(window)).toBe(b.length);
        expect(pool.every((count, j) => count > 0 && window[j]! >= 0 && window[j]! <= count)).toBe(true);
      }),
    );
  });

  it('cuts in the same places whichever sample a value came from', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const one = pooledBins(ascending(a), ascending(b), 8);
        const other = pooledBins(ascending(b), ascending(a), 8);
        expect([...other.pool]).toEqual([...one.pool]);
      }),
    );
  });

  it('gives a value that fills a bin one of its own', () => {
    const zeros = ascending([-1, ...Array<number>(50).fill(0), 1]);
    expect([...pooledBins(zeros, ascending([0, 0]), 10).pool]).toEqual([1, 52, 1]);
  });
});
