import { expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { crossValidate } from '../../../src/stages/train/cross-validate.ts';
import { labelledRows } from '../../../src/stages/train/labelled.ts';
import { madeDesign, madeTable } from './made-system.ts';

const design = (category: 'binary' | 'regression', options = { folds: 4, repeats: 2, gapDays: 0 }) => {
  const base = madeDesign(category);
  return { ...base, evaluation: { ...base.evaluation, crossValidation: options } };
};

test('each round has a value, and the interval holds what new rows show', async () => {
  const made = design('binary');
  const logistic = made.models.find((m) => m.name === 'logistic')!;
  const rows = labelledRows(made, madeTable(600, 'binary'));
  const found = await crossValidate(made, logistic, rows, 0.5, quietRun());
  const { mean, values } = found.metrics.rocAuc!;
  expect(values).toHaveLength(8);
  expect(new Set(values).size).toBeGreaterThan(6);
  expect(mean.value).toBeCloseTo(values.reduce<number>((a, b) => a + b!, 0) / 8, 12);
  // By hand: eight values, their variance, and a third as many rows judged as learned from.
  const variance = values.reduce<number>((sum, v) => sum + (v! - mean.value!) ** 2, 0) / 7;
  expect(mean.high! - mean.value!).toBeCloseTo(2.3646242515927844 * Math.sqrt((1 / 8 + 1 / 3) * variance), 9);
  expect(found.rounds[0]).toEqual({ repeat: 0, fold: 0, train: 450, test: 150 });
  const other = labelledRows(made, madeTable(4000, 'binary', 77));
  const fresh = await crossValidate(made, logistic, other, 0.5, quietRun());
  expect(fresh.metrics.rocAuc!.mean.value).toBeGreaterThan(mean.low!);
  expect(fresh.metrics.rocAuc!.mean.value).toBeLessThan(mean.high!);
});

test('it is the same twice, and stops when asked to', async () => {
  const made = design('regression', { folds: 3, repeats: 1, gapDays: 0 });
  const linear = made.models.find((m) => m.name === 'linear')!;
  const rows = labelledRows(made, madeTable(200, 'regression'));
  const first = await crossValidate(made, linear, rows, null, quietRun());
  expect(await crossValidate(made, linear, rows, null, quietRun())).toEqual(first);
  const stopped = {
    ...quietRun(),
    checkCancelled: () => {
      throw new Error('stop');
    },
  };
  await expect(crossValidate(made, linear, rows, null, stopped)).rejects.toThrow('stop');
});
