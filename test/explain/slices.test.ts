import { expect, test } from 'vitest';
import type { Slice } from '../../src/contracts/evaluation.ts';
import { importancesBySource } from '../../src/explain/importances.ts';
import { cutRows } from '../../src/explain/slices.ts';
import { sliceMeans, worstSlice } from '../../src/explain/worst-slice.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../src/table/column.ts';
import type { Frame } from '../../src/table/frame.ts';

const frame: Frame = {
  rows: 200,
  schema: [
    { name: 'plan', type: 'nominal', dictionary: ['basic', 'plus', 'rare'] },
    { name: 'age', type: 'continuous' },
    { name: 'joined', type: 'timestamp' },
    { name: 'note', type: 'text' },
  ],
  columns: new Map<string, Column>([
    [
      'plan',
      // 50 of each: basic, plus, missing, unseen in training; "rare" has none.
      categoryColumn(
        new Int32Array(200).map((_, r) => [0, 1, -1, 3][r % 4]!),
        ['basic', 'plus', 'rare'],
      ),
    ],
    ['age', numberColumn(new Float64Array(200).map((_, r) => (r < 40 ? Number.NaN : r < 120 ? 7 : r)))],
    ['joined', numberColumn(new Float64Array(200).map((_, r) => Date.UTC(2024, 0, 1 + (r % 4))))],
    ['note', textColumn(Array.from({ length: 200 }, () => 'x'))],
  ]),
};

test('categories are cut by value, with missing and unseen apart, the small left out', () => {
  expect(cutRows(frame, ['plan']).map((g) => [g.value, g.rows.length])).toEqual([
    ['basic', 50],
    ['plus', 50],
    ['unseen in training', 50],
    ['missing', 50],
  ]);
});

test('numbers are cut by quantiles, equal values never parted, and missing apart', () => {
  const groups = cutRows(frame, ['age']);
  expect(groups.map((g) => [g.value, g.rows.length])).toEqual([
    ['7', 80],
    ['120 to 159', 40],
    ['160 to 199', 40],
    ['missing', 40],
  ]);
  expect(new Set(groups.flatMap((g) => [...g.rows])).size).toBe(200);
});

test('instants are told as days; text gives no slices', () => {
  expect(cutRows(frame, ['joined']).map((g) => g.value)).toEqual([
    '2024-01-01',
    '2024-01-02',
    '2024-01-03',
    '2024-01-04',
  ]);
  expect(cutRows(frame, ['note'])).toEqual([]);
});

const slice = (value: number, half: number, column = 'plan'): Slice => ({
  column,
  value: 'x',
  rows: 100,
  metrics: { rocAuc: { value, low: value - half, high: value + half } },
});

test('the worst slice is the one most standard errors behind the mean of its column, if beyond chance', () => {
  // The mean is 0.85: 0.05 behind at a standard error of 0.0102, against 0.1 behind at one of 0.051.
  const slices = [slice(1, 0.02), slice(0.8, 0.02), slice(0.75, 0.1)];
  expect(worstSlice(slices, 'rocAuc', 'higher', 0.95)).toBe(1);
  expect(worstSlice(slices, 'rocAuc', 'lower', 0.95)).toBe(0);
  expect(worstSlice([slice(0.81, 0.05), slice(0.85, 0.05)], 'rocAuc', 'higher', 0.95)).toBeNull();
});

test('a slice that stands out of two does not among two hundred', () => {
  const far = [slice(0.825, 0.02), slice(0.87, 0.02)];
  expect(worstSlice(far, 'rocAuc', 'higher', 0.95)).toBe(0);
  const many = Array.from({ length: 200 }, () => slice(0.85, 0.02, 'other'));
  expect(worstSlice([...far, ...many], 'rocAuc', 'higher', 0.95)).toBeNull();
});

test('slices of a telling column that are alike are not held against the higher value of all rows', () => {
  const alike = [slice(0.75, 0.02), slice(0.75, 0.02), slice(0.9, 0.02, 'other'), slice(0.9, 0.02, 'other')];
  expect(worstSlice(alike, 'rocAuc', 'higher', 0.95)).toBeNull();
  expect(sliceMeans(alike, 'rocAuc')).toEqual(
    new Map([
      ['plan', 0.75],
      ['other', 0.9],
    ]),
  );
});

test('a slice without interval is never the worst', () => {
  const bare: Slice = { ...slice(0.1, 0.1), metrics: { rocAuc: { value: 0.1, low: null, high: null } } };
  expect(worstSlice([bare, slice(0.9, 0.01)], 'rocAuc', 'higher', 0.95)).toBeNull();
});

test('importances are summed by source column and sum to one', () => {
  const columns = [
    { name: 'plan=basic', source: 'plan' },
    { name: 'age', source: 'age' },
    { name: 'plan=plus', source: 'plan' },
  ];
  expect(importancesBySource(columns, Float64Array.of(0.2, 0.4, 0.4))).toEqual([
    { column: 'plan', share: expect.closeTo(0.6) },
    { column: 'age', share: expect.closeTo(0.4) },
  ]);
  expect(importancesBySource(columns, new Float64Array(3))).toBeNull();
});
