import { expect, test } from 'vitest';
import { meanInterval, pairedUserDifference } from '../../../src/explain/ranking/measure-lists.ts';
import { random } from '../../../src/kernels/random.ts';

const options = { samples: 2000, level: 0.95, seed: 5 };

test('the interval of a mean is as wide as the normal law has it', () => {
  const r = random(1);
  const values = Float64Array.from({ length: 400 }, () => Number(r() < 0.3));
  const { value, low, high } = meanInterval(values, options);
  const width = 2 * 1.96 * Math.sqrt((value! * (1 - value!)) / 400);
  expect((high! - low!) / width).toBeGreaterThan(0.93);
  expect((high! - low!) / width).toBeLessThan(1.07);
});

test('users for whom the measure is not defined count for nothing', () => {
  expect(meanInterval(Float64Array.of(0.5, Number.NaN, 0.7), options).value).toBeCloseTo(0.6, 12);
  expect(meanInterval(Float64Array.of(Number.NaN), options)).toEqual({ value: null, low: null, high: null });
});

test('a difference that each user shows alike is certain, however much users differ', () => {
  const r = random(2);
  const b = Float64Array.from({ length: 50 }, () => r());
  const got = pairedUserDifference(
    b.map((v) => v + 0.01),
    b,
    options,
  );
  expect(got.value).toBeCloseTo(0.01, 12);
  expect(got.high! - got.low!).toBeLessThan(1e-12);
});
