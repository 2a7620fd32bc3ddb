import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LOG_BUCKETS, logBucket, logQuantile } from '../../src/kernels/log-histogram.ts';

const counted = (times: readonly number[]): Float64Array => {
  const counts = new Float64Array(LOG_BUCKETS);
  for (const ms of times) counts[logBucket(ms)]!++;
  return counts;
};
const times = fc.array(fc.double({ min: 0.06, max: 80_000, noNaN: true }), { minLength: 1, maxLength: 60 });

test('every quantile is within 5.7 % of the value of that rank', () => {
  fc.assert(
    fc.property(times, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.floor(p * (sorted.length - 1))]!;
      expect(Math.abs(logQuantile(counted(values), p) / exact - 1)).toBeLessThan(0.0571);
    }),
    { numRuns: 60 },
  );
});

test('histograms add up to that of all', () => {
  fc.assert(
    fc.property(times, times, (some, others) => {
      const sum = counted(some).map((n, b) => n + counted(others)[b]!);
      expect(sum).toEqual(counted([...some, ...others]));
    }),
    { numRuns: 30 },
  );
});

test('what is too small or too large is in the first or last bucket, and nothing has no quantile', () => {
  expect([0, -1, Number.NaN, 1e9].map(logBucket)).toEqual([0, 0, 0, LOG_BUCKETS - 1]);
  expect(logQuantile(new Float64Array(LOG_BUCKETS), 0.5)).toBeNaN();
});
