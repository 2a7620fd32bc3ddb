import { expect, test } from 'vitest';
import { quietRun } from '../../src/contracts/run.ts';
import { group } from '../../src/splitters/group.ts';
import { type Column, numberColumn, textColumn } from '../../src/table/column.ts';

const split = (column: Column, rows: number, seed = 1): number[] => [
  ...group.assign({ rows, column }, { train: 0.6, validation: 0.2, test: 0.2 }, {}, quietRun(seed)),
];

test('three groups fill three parts, however unequal', () => {
  const column = textColumn([...'aaaaaaaabc']);
  for (let seed = 1; seed <= 10; seed++) expect(new Set(split(column, 10, seed)).size).toBe(3);
});

test('fewer groups than parts are refused with both numbers', () => {
  expect(() => split(textColumn(['x', 'x', 'x']), 3)).toThrow('met a single group and has 3 parts');
  expect(() => group.folds!({ rows: 2, column: textColumn(['x', 'y']) }, 5, {}, quietRun())).toThrow(
    '2 groups',
  );
});

test('rows without a group stay together', () => {
  const parts = split(numberColumn(Float64Array.of(Number.NaN, 1, Number.NaN, 2, Number.NaN, 3, 4, 5)), 8);
  expect(new Set([parts[0], parts[2], parts[4]]).size).toBe(1);
});
