import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median } from '../../src/kernels/median.ts';
import { quantile, sortedPresent } from '../../src/kernels/quantile.ts';

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
