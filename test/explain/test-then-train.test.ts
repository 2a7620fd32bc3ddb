import { expect, test } from 'vitest';
import type { Model, TrainingSet } from '../../src/contracts/model.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { measureByWindow, repeatLast, testThenTrain } from '../../src/explain/test-then-train.ts';
import { accuracy } from '../../src/metrics/accuracy.ts';
import { mse } from '../../src/metrics/mse.ts';
import { matrix } from '../../src/table/matrix.ts';

type Seen = { readonly facts: { readonly rows: number }; readonly arrays: Record<never, never> };

/** Answers with the number of rows that it has learned from; refuses a row out of turn. */
const counter: Model<object, Seen> = {
  room: 'models',
  name: 'counter',
  version: 1,
  about: 'Counts rows.',
  params: {},
  traits: {
    tier: 'baseline',
    categories: ['regression'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
    online: true,
  },
  fit: () => ({ facts: { rows: 0 }, arrays: {} }),
  update(state, { x, y, weights }) {
    expect(x.data[0]).toBe(state.facts.rows);
    expect([...y]).toEqual([...x.data].map((v) => 10 * v));
    expect([...weights!]).toEqual([...x.data].map((v) => v + 1));
    return { facts: { rows: state.facts.rows + y.length }, arrays: {} };
  },
  open:
    ({ facts }) =>
    ({ rows }, out) => {
      for (let r = 0; r < rows; r++) out[r] = facts.rows;
    },
};

const stream: TrainingSet = {
  task: { category: 'regression' },
  x: matrix(7, 1, Float64Array.of(0, 1, 2, 3, 4, 5, 6)),
  columns: [{ name: 'row', source: 'row' }],
  y: Float64Array.of(0, 10, 20, 30, 40, 50, 60),
  weights: Float64Array.of(1, 2, 3, 4, 5, 6, 7),
};
const nothing: Seen = { facts: { rows: 0 }, arrays: {} };

test.each([
  { batch: 1, delay: 0, expected: [0, 1, 2, 3, 4, 5, 6] },
  { batch: 3, delay: 0, expected: [0, 0, 0, 3, 3, 3, 6] },
  { batch: 1, delay: 2, expected: [0, 0, 0, 1, 2, 3, 4] },
  { batch: 2, delay: 3, expected: [0, 0, 0, 0, 1, 1, 3] },
  { batch: 100, delay: 0, expected: [0, 0, 0, 0, 0, 0, 0] },
])('batches of $batch, truths $delay rows late', async ({ batch, delay, expected }) => {
  const { predicted, state } = await testThenTrain(
    counter,
    nothing,
    stream,
    {},
    { batch, delay },
    quietRun(),
  );
  expect([...predicted]).toEqual(expected);
  expect(state.facts.rows).toBe(expected.at(-1));
});

test('a model that cannot go on answers as it did at first', async () => {
  const { update: _, ...still } = counter;
  const { predicted } = await testThenTrain(still, nothing, stream, {}, { batch: 2, delay: 0 }, quietRun());
  expect([...predicted]).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('windows are measured by themselves, the last one with what is left', () => {
  const context = { task: stream.task, threshold: 0.5 };
  const predicted = Float64Array.of(1, 10, 20, 30, 40, 50, 63);
  expect(measureByWindow(mse, context, stream.y, predicted, 3)).toEqual([1 / 3, 0, 9]);
});

test('repeating the last truth is right where labels come in runs', () => {
  const task: Task = { category: 'multiclass', classes: ['a', 'b', 'c'] };
  const y = Float64Array.of(2, 2, 2, 0, 0, 1);
  const said = repeatLast({ task, y }, 1);
  expect(Array.from({ length: 6 }, (_, r) => said.subarray(r * 3, r * 3 + 3).indexOf(1))).toEqual([
    1, 2, 2, 2, 0, 0,
  ]);
  expect(measureByWindow(accuracy, { task, threshold: 0.5 }, y, said, 6)[0]).toBeCloseTo(0.5, 12);
  const binary: Task = { category: 'binary', classes: ['no', 'yes'] };
  expect([...repeatLast({ task: binary, y: Float64Array.of(1, 0, 0) }, 0)]).toEqual([0, 1, 0]);
  expect([...repeatLast({ task: binary, y: Float64Array.of(1, 0, 0, 0) }, 0, 1)]).toEqual([0, 0, 1, 0]);
});
