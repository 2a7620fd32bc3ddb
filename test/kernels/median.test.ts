import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median } from '../../src/kernels/median.ts';
import { quantile, sortedPresent } from '../../src/kernels/quantile.ts';
import { random } from '../../src/kernels/random.ts';

test('is the quantile at one half, and leaves the values alone', () => {
  const few = fc.integer({ min: -3, max: 3 });
  const values = fc.oneof(
    fc.array(fc.double({ noDefaultInfinity: true })),
    fc.array(fc.oneof(few, fc.constant(Number.NaN)), { maxLength: 200 }),
  );
  fc.assert(
    fc.property(values, (list) => {
      const given = Float64Array.from(list);
      const sorted = sortedPresent(given);
      const half = quantile(sorted, 0.5);
      const got = median(given);
      expect([...given]).toEqual(list);
      if (Number.isNaN(half)) expect(got).toBeNaN();
      else expect(Math.abs(got - half) <= 1e-15 * Math.abs(half) + Number.MIN_VALUE).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['ascending', (i: number) => i],
  ['descending', (i: number) => -i],
  ['equal', () => 7],
  ['organ pipe', (i: number) => Math.min(i, 20_000 - i)],
])('takes %s values in linear time', (_says, value) => {
  const values = Float64Array.from({ length: 20_001 }, (_, i) => value(i));
  expect(median(values)).toBe(values.toSorted()[10_000]);
});

test('many values of any sign and size have the median of their sorted order', () => {
  const r = random(5);
  const kinds: readonly (() => number)[] = [
    () => r() * 100,
    () => r() - 0.5,
    () => Math.floor(r() * 3) - 1,
    () => (r() < 0.5 ? -1e300 : 1e300) * r(),
    () => (r() < 0.5 ? -1e-310 : 3e-310),
    () => -Math.exp(40 * r()),
    () => Number.NaN,
  ];
  for (const kind of kinds)
    for (const n of [4096, 5001]) {
      // A view that begins within its buffer.
      const values = Float64Array.from({ length: n + 1 }, () => (r() < 0.1 ? Number.NaN : kind())).subarray(
        1,
      );
      const sorted = sortedPresent(values);
      const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
      expect(median(values)).toBe(sorted.length === 0 ? Number.NaN : (low! + high!) / 2);
    }
});
