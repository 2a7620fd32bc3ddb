import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { random } from '../../../src/kernels/random.ts';
import { binMatrix, chooseBins } from '../../../src/learn/trees/bins.ts';
import { matrix } from '../../../src/table/matrix.ts';
import { columnsOf } from './made-rows.ts';

const binned = (values: readonly number[], maxBins = 255, weights: Float64Array | null = null) => {
  const x = matrix(values.length, 1, Float64Array.from(values));
  const bins = chooseBins(plainKernels, x, columnsOf(null), weights, maxBins, random(1));
  return { codes: binMatrix(plainKernels, x, bins).codes, bins: bins[0]! };
};

const anyValue = fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN));

describe('bins', () => {
  it('gives each of few distinct values a bin, edges midway, missing bin 0', () => {
    const { codes, bins } = binned([3, 1, Number.NaN, 1, 8]);
    expect([...codes]).toEqual([2, 1, 0, 1, 3]);
    expect(bins).toEqual({ kind: 'number', count: 3, edges: Float64Array.of(2, 5.5) });
  });

  it('keeps order, never parts equal values, and stays within its number of bins', () => {
    fc.assert(
      fc.property(
        fc.array(anyValue, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 12 }),
        (values, most) => {
          const { codes, bins } = binned(values, most);
          const distinct = new Set(values.filter((v) => !Number.isNaN(v)).map((v) => v + 0)).size;
          expect(bins.count).toBeLessThanOrEqual(most);
          if (distinct <= most) expect(bins.count).toBe(distinct);
          for (let i = 0; i < values.length; i++) {
            expect(codes[i] === 0).toBe(Number.isNaN(values[i]));
            for (let j = 0; j < i; j++) {
              if (values[i] === values[j]) expect(codes[i]).toBe(codes[j]);
              if (values[i]! < values[j]!) expect(codes[i]).toBeLessThanOrEqual(codes[j]!);
              if (distinct <= most && values[i]! < values[j]!) expect(codes[i]).toBeLessThan(codes[j]!);
            }
          }
        },
      ),
    );
  });

  it('tells neighbouring floats and infinities apart', () => {
    const values = [-Infinity, 1, 1 + Number.EPSILON, Number.MAX_VALUE, Infinity];
    expect([...binned(values).codes]).toEqual([1, 2, 3, 4, 5]);
  });

  it('cuts many distinct values into bins of about equal weight', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    const counts = new Float64Array(11);
    for (const code of binned(values, 10).codes) counts[code]!++;
    expect([...counts.subarray(1)]).toEqual(Array(10).fill(100));
  });

  it('sees a row of weight 3 as three rows', () => {
    const r = random(4);
    const values = Array.from({ length: 100 }, () => r());
    const weights = Float64Array.from(values, (_, i) => 1 + (i % 3));
    const repeated = values.flatMap((v, i) => Array<number>(weights[i]!).fill(v));
    expect(binned(values, 10, weights).bins).toEqual(binned(repeated, 10).bins);
  });

  it('gives a value that fills a bin alone its own', () => {
    const values = [...Array(500).fill(0), ...Array.from({ length: 500 }, (_, i) => i + 1)];
    const { codes } = binned(values, 10);
    expect(new Set(codes.subarray(0, 500)).size).toBe(1);
    expect(codes[500]).toBe(codes[0]! + 1);
  });

  it('bins the most frequent categories; the rest, unseen and missing share bin 0', () => {
    const x = matrix(8, 1, Float64Array.of(7, 7, 2, 2, 2, 5, Number.NaN, 9));
    const bins = chooseBins(plainKernels, x, columnsOf(10), null, 2, random(1));
    expect([...binMatrix(plainKernels, x, bins).codes]).toEqual([2, 2, 1, 1, 1, 0, 0, 0]);
    expect([...binMatrix(plainKernels, matrix(3, 1, Float64Array.of(3, 12, -1)), bins).codes]).toEqual([
      0, 0, 0,
    ]);
  });
});
