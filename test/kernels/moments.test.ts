import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moments } from '../../src/kernels/moments.ts';

test('skips NaN, and is 0 where nothing is present', () => {
  expect(moments(Float64Array.of(1, Number.NaN, 3))).toEqual({ count: 2, mean: 2, sd: 1 });
  expect(moments(Float64Array.of(Number.NaN))).toEqual({ count: 0, mean: 0, sd: 0 });
});

test('a power of two of the values is the same power of two of the moments, up to the largest doubles', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1 }), (list) => {
      const values = Float64Array.from(list, (v) => Math.fround(v));
      const plain = moments(values);
      const huge = moments(values.map((v) => v * 2 ** 1000));
      const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12;
      expect(near(huge.mean * 2 ** -1000, plain.mean)).toBe(true);
      expect(near(huge.sd * 2 ** -1000, plain.sd)).toBe(true);
    }),
  );
});

test('a small spread around a large mean is found', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => 1e9 + (i % 2));
  expect(moments(values).mean).toBe(1e9 + 0.5);
  expect(moments(values).sd).toBe(0.5);
});
