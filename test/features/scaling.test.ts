import { expect, test } from 'vitest';
import { log } from '../../src/features/log.ts';
import { minMax } from '../../src/features/min-max.ts';
import { zScore } from '../../src/features/z-score.ts';
import { fitted, numbers } from './fitted.ts';

test('a constant column becomes 0, and stays finite for any later value', () => {
  for (const feature of [zScore, minMax])
    expect(fitted(feature, numbers([0.1, 0.1, 0.1])).apply(numbers([0.1, 1e308]))).toEqual([[0, 1e9]]);
});

test('the whole range of doubles is scaled like any other', () => {
  const huge = [-Number.MAX_VALUE, 0, Number.MAX_VALUE];
  expect(fitted(minMax, numbers(huge)).apply(numbers(huge))).toEqual([[0, 0.5, 1]]);
  const [low, middle, high] = fitted(zScore, numbers(huge)).apply(numbers(huge))[0] as number[];
  expect(middle).toBe(0);
  expect(high).toBeCloseTo(Math.sqrt(1.5), 12);
  expect(low).toBe(-high!);
});

test('log keeps the sign and 0', () => {
  const [got] = fitted(log, numbers([1])).apply(numbers([Math.E - 1, 1 - Math.E, 0, null]));
  expect(got).toEqual([1, -1, 0, null]);
});
