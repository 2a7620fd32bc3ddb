import { expect, test } from 'vitest';
import { quietRun } from '../../src/contracts/run.ts';
import { time } from '../../src/splitters/time.ts';
import { numberColumn } from '../../src/table/column.ts';

const assign = (times: number[], train: number, validation: number, test: number, gapDays = 0): number[] => [
  ...time.assign(
    { rows: times.length, column: numberColumn(Float64Array.from(times)) },
    { train, validation, test },
    { gapDays },
    quietRun(),
  ),
];
const DAY = 86_400_000;

test('rows of one instant stay together, on the nearer side', () => {
  // Half of ten rows is five: the five rows of day 2 (positions 3..7) begin nearer than they end.
  expect(assign([1, 1, 1, 2, 2, 2, 2, 2, 3, 3], 0.5, 0, 0.5)).toEqual([0, 0, 0, 2, 2, 2, 2, 2, 2, 2]);
  expect(assign([1, 1, 2, 2, 2, 2, 2, 3, 3, 3], 0.6, 0, 0.4)).toEqual([0, 0, 0, 0, 0, 0, 0, 2, 2, 2]);
});

test('shares that miss a whole number by a rounding lose no row', () => {
  expect(assign([5, 4, 3, 2, 1], 0.6, 0.2, 0.2)).toEqual([2, 1, 0, 0, 0]);
});

test('when all rows are of one instant, they go to one part', () => {
  expect(new Set(assign([7, 7, 7, 7], 0.5, 0.25, 0.25)).size).toBe(1);
});

test('a row without a time is refused: it might be of the future', () => {
  expect(() => assign([1, Number.NaN, 3], 0.5, 0, 0.5)).toThrow('1 of 3 rows have no time');
});

test('with a gap, rows too near to what they would teach are of no part', () => {
  const days = Array.from({ length: 10 }, (_, day) => day * DAY);
  expect(assign(days, 0.6, 0.2, 0.2, 1)).toEqual([0, 0, 0, 0, 0, 3, 1, 3, 2, 2]);
  expect(assign(days, 0.6, 0.2, 0.2, 0.5)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 2, 2]);
  expect(assign(days, 0.8, 0, 0.2, 2)).toEqual([0, 0, 0, 0, 0, 0, 3, 3, 2, 2]);
  expect(assign(days, 0.8, 0.2, 0, 1)).toEqual([0, 0, 0, 0, 0, 0, 0, 3, 1, 1]);
});
