import { expect, test } from 'vitest';
import type { Model, TrainingSet } from '../../src/contracts/model.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { majority } from '../../src/models/majority.ts';
import { mean } from '../../src/models/mean.ts';
import { matrix } from '../../src/table/matrix.ts';

async function answer(model: Model, task: Task, y: number[], weights: number[] | null): Promise<number[]> {
  const train: TrainingSet = {
    task,
    x: matrix(y.length, 0),
    columns: [],
    y: Float64Array.from(y),
    weights: weights && Float64Array.from(weights),
  };
  const state = await model.fit(train, {}, quietRun());
  const out = new Float64Array(task.category === 'multiclass' ? task.classes.length : 1);
  model.open(state)(matrix(1, 0), out);
  return [...out];
}

const BINARY: Task = { category: 'binary', classes: ['no', 'yes'] };
const THREE: Task = { category: 'multiclass', classes: ['a', 'b', 'c'] };
const VALUE: Task = { category: 'regression' };

test('majority answers with the weighted frequencies of the classes', async () => {
  expect(await answer(majority, BINARY, [0, 1, 0, 0], null)).toEqual([0.25]);
  expect(await answer(majority, BINARY, [0, 1, 0, 0], [1, 5, 1, 1])).toEqual([0.625]);
  expect(await answer(majority, THREE, [0, 2, 2, 0], [1, 2, 1, 0])).toEqual([0.25, 0, 0.75]);
});

test('mean answers with the weighted mean, without overflow', async () => {
  expect(await answer(mean, VALUE, [1, 2, 6], null)).toEqual([3]);
  expect(await answer(mean, VALUE, [1, 3], [3, 1])).toEqual([1.5]);
  expect(await answer(mean, VALUE, [1.5e308, 1.5e308], null)).toEqual([1.5e308]);
});
