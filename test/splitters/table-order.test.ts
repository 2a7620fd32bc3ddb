import { expect, test } from 'vitest';
import { quietRun } from '../../src/contracts/run.ts';
import { crossValidationRounds } from '../../src/splitters/cross-validation.ts';
import { tableOrder } from '../../src/splitters/table-order.ts';

test('rows go to parts as they stand in the table', () => {
  const parts = tableOrder.assign({ rows: 10 }, { train: 0.5, validation: 0.2, test: 0.3 }, {}, quietRun());
  expect([...parts]).toEqual([0, 0, 0, 0, 0, 1, 1, 2, 2, 2]);
});

test('shares that miss a whole number by a rounding lose no row', () => {
  const parts = tableOrder.assign({ rows: 5 }, { train: 0.6, validation: 0.2, test: 0.2 }, {}, quietRun());
  expect([...parts]).toEqual([0, 0, 0, 1, 2]);
});

test('cross-validation judges rows by those above them alone', () => {
  const options = { folds: 4, repeats: 1, gapMs: 0 };
  const rounds = crossValidationRounds(tableOrder, { rows: 11 }, options, {}, quietRun());
  expect(rounds.map(({ train, test }) => [Math.max(...train), Math.min(...test)])).toEqual([
    [2, 3],
    [4, 5],
    [6, 7],
    [8, 9],
  ]);
});
