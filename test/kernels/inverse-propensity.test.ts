import { expect, test } from 'vitest';
import { inversePropensity } from '../../src/kernels/inverse-propensity.ts';

test('rarely logged rows weigh more, in inverse proportion, with a mean of 1', () => {
  const weights = inversePropensity(Float64Array.of(0.1, 0.2, 0.4));
  expect(weights[0]! / weights[2]!).toBeCloseTo(4, 12);
  expect(weights.reduce((a, b) => a + b) / 3).toBeCloseTo(1, 12);
});

test('rows of unknown propensity are as the others, and none weighs without bound', () => {
  const [a, b, c] = inversePropensity(Float64Array.of(0.5, Number.NaN, 0));
  expect(a).toBe(b);
  expect(b).toBe(c);
  const [rare, usual] = inversePropensity(Float64Array.of(1e-9, 1), 20);
  expect(rare! / usual!).toBeCloseTo(40, 6);
});
