import { expect, test } from 'vitest';
import { quietRun } from '../../src/contracts/run.ts';
import { stratified } from '../../src/samplers/stratified.ts';
import { categoryColumn, MISSING, numberColumn } from '../../src/table/column.ts';

const y = Float64Array.from({ length: 1000 }, (_, row) => (row % 50 === 0 ? 1 : 0));
const target = { y, classes: 2 };
const draw = (allocation: 'proportional' | 'equal', count: number, more = {}) =>
  stratified.draw({ rows: 1000, target, ...more }, count, { allocation, bins: 4 }, quietRun());

test('a rare class has its share, to the row', () => {
  const { rows, weights } = draw('proportional', 100);
  expect(rows.filter((row) => y[row] === 1)).toHaveLength(2);
  expect(weights).toBeNull();
});

test('equal allocation takes all of a small stratum, and weighs it for what it is', () => {
  const { rows, weights } = draw('equal', 100);
  expect(rows.filter((row) => y[row] === 1)).toHaveLength(20);
  const weightOf = (k: number) => weights![rows.findIndex((row) => y[row] === k)]!;
  expect(weightOf(1)).toBeCloseTo(0.02 / 0.2, 12);
  expect(weightOf(0)).toBeCloseTo(0.98 / 0.8, 12);
  expect(weights!.reduce((a, b) => a + b)).toBeCloseTo(100, 9);
});

test('a column divides instead of the target; missing values are a stratum of their own', () => {
  const codes = Int32Array.from({ length: 1000 }, (_, row) => (row < 10 ? MISSING : row < 510 ? 0 : 1));
  const { rows } = draw('equal', 60, { column: categoryColumn(codes, ['a', 'b']) });
  expect([MISSING, 0, 1].map((code) => rows.filter((row) => codes[row] === code).length)).toEqual([
    10, 25, 25,
  ]);
});

test('numbers are divided by quantile', () => {
  const column = numberColumn(Float64Array.from({ length: 1000 }, (_, row) => Math.exp(row / 100)));
  const { rows } = draw('proportional', 40, { column });
  expect([0, 1, 2, 3].map((bin) => rows.filter((row) => Math.floor(row / 250) === bin).length)).toEqual([
    10, 10, 10, 10,
  ]);
});
