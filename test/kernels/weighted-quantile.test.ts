import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weightedQuantile } from '../../src/kernels/weighted-quantile.ts';

const whole = fc.integer({ min: 1, max: 4 });
const rows = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), whole), { minLength: 1, maxLength: 30 });

test('a value of weight 2 is the value twice, and no more than a share p lies below or above', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(0.1, 0.25, 0.5, 0.9), fc.constantFrom(1, 0.1), (drawn, p, unit) => {
      const values = Float64Array.from(drawn, ([v]) => v);
      const weights = Float64Array.from(drawn, ([, w]) => unit * w);
      const got = weightedQuantile(values, weights, p);
      const spread = drawn.flatMap(([v, w]) => Array<number>(w).fill(v));
      const ones = new Float64Array(spread.length).fill(1);
      expect(weightedQuantile(Float64Array.from(spread), ones, p)).toBe(got);
      const below = spread.filter((v) => v < got).length / spread.length;
      const above = spread.filter((v) => v > got).length / spread.length;
      expect(below).toBeLessThanOrEqual(p + 1e-12);
      expect(above).toBeLessThanOrEqual(1 - p + 1e-12);
    }),
  );
});

test('of an even number of values the median lies midway; of none there is none', () => {
  const ones = new Float64Array(4).fill(1);
  expect(weightedQuantile(Float64Array.of(4, 1, 3, 2), ones, 0.5)).toBe(2.5);
  expect(weightedQuantile(Float64Array.of(1e308, 1.5e308), ones.subarray(2), 0.5)).toBe(1.25e308);
  expect(weightedQuantile(new Float64Array(0), new Float64Array(0), 0.5)).toBeNaN();
});
