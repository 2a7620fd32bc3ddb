import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile, sortedPresent } from '../../src/kernels/quantile.ts';

const values = fc.float64Array({ minLength: 1, noNaN: true, noDefaultInfinity: true });

test('lies between the neighbours, grows with q, and meets both ends', () => {
  fc.assert(
    fc.property(
      values,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }),
      (given, qs) => {
        const sorted = sortedPresent(given);
        expect(quantile(sorted, 0)).toBe(sorted[0]);
        expect(quantile(sorted, 1)).toBe(sorted.at(-1));
        const at = qs.sort((a, b) => a - b).map((q) => quantile(sorted, q));
        for (const v of at) expect(v >= sorted[0]! && v <= sorted.at(-1)!).toBe(true);
      },
    ),
  );
});

test('lies between two values whose span is infinite', () => {
  const sorted = Float64Array.of(-1.5e308, 1.5e308);
  expect([0, 0.5, 1].map((p) => quantile(sorted, p))).toEqual([-1.5e308, 0, 1.5e308]);
});

test('is linear between order statistics, as numpy', () => {
  const sorted = Float64Array.of(1, 2, 4, 8);
  expect([0.25, 0.5, 0.75].map((q) => quantile(sorted, q))).toEqual([1.75, 3, 5]);
});

test('of nothing is NaN', () => {
  expect(quantile(sortedPresent(Float64Array.of(Number.NaN)), 0.5)).toBeNaN();
});
