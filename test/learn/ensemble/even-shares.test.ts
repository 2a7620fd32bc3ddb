import { expect, test } from 'vitest';
import { drawnToEven } from '../../../src/learn/ensemble/even-shares.ts';

const selected = Float64Array.of(0, 1, 0);
const even = Float64Array.of(0.5, 0, 0.5);
const halfway = Float64Array.of(0.25, 0.5, 0.25);
/** Losses of rows where the first member counts: this much more, and as much again and less from row to row. */
const losses = (more: number, spread: number) => (shares: Float64Array) =>
  Float64Array.from({ length: 100 }, (_, row) =>
    shares[0]! > 0 ? 1 + more + spread * (row % 2 === 0 ? 1 : -1) : 1,
  );

test('shares are drawn half way to even ones as long as rows do not tell clearly that this is worse', () => {
  // A standard error of some 0.1: 0.15 may be chance, 0.25 is not; better is never refused.
  expect(drawnToEven(selected, even, losses(0.15, 1))).toEqual(halfway);
  expect(drawnToEven(selected, even, losses(0.25, 1))).toEqual(selected);
  expect(drawnToEven(selected, even, losses(-0.25, 1))).toEqual(halfway);
});

test('where no row differs, or there is but one, even shares cost nothing', () => {
  expect(drawnToEven(selected, even, losses(0, 0))).toEqual(halfway);
  expect(drawnToEven(selected, even, (shares) => losses(0, 0)(shares).subarray(0, 1))).toEqual(halfway);
});
