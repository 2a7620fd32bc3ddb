import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MatrixColumn, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { random } from '../../src/kernels/random.ts';
import { onlineLinear } from '../../src/models/online-linear.ts';
import { matrix } from '../../src/table/matrix.ts';

interface Golden {
  readonly peer: string;
  readonly shop: (number | null)[];
  readonly amount: (number | null)[];
  readonly targets: Record<string, number[]>;
  readonly cases: readonly {
    readonly task: string;
    readonly params: { readonly optimiser: string; readonly l1: number; readonly passes: number };
    readonly weights: number[][];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/linear/online.json'), 'utf8'),
);
const TASKS: Record<string, Task> = {
  binary: { category: 'binary', classes: ['no', 'yes'] },
  multiclass: { category: 'multiclass', classes: ['a', 'b', 'c'] },
  regression: { category: 'regression' },
};
const COLUMNS: MatrixColumn[] = [
  { name: 'shop', source: 'shop', cardinality: 6 },
  { name: 'amount', source: 'amount' },
];
const paramsOf = (given: object) =>
  resolveParams('online-linear', onlineLinear.params, { shuffled: false, ...given }).params as Parameters<
    typeof onlineLinear.fit
  >[1];

function goldenSet(task: string): TrainingSet {
  const x = Float64Array.from([...golden.shop, ...golden.amount], (v) => v ?? Number.NaN);
  const y = Float64Array.from(golden.targets[task]!);
  return { task: TASKS[task]!, x: matrix(y.length, 2, x), columns: COLUMNS, y, weights: null };
}

describe(`weights equal those of ${golden.peer}`, () => {
  test.each(golden.cases)('$task, $params', async ({ task, params, weights }) => {
    const { arrays } = await onlineLinear.fit(goldenSet(task), paramsOf(params), quietRun());
    const expected = weights.flat();
    expect(arrays.weights.length).toBe(expected.length);
    arrays.weights.forEach((w, i) => {
      expect(w, `weight ${i}`).toBeCloseTo(expected[i]!, 9);
    });
    if (params.l1 > 0) expect(expected.filter((w) => w === 0).length).toBeGreaterThan(0);
  });
});

test('contributions are measured from the rows learned from, first and later', async () => {
  const { update, explain, importances } = onlineLinear;
  const set = goldenSet('binary');
  const params = paramsOf({ passes: 3 });
  const state = await update!(await onlineLinear.fit(set, params, quietRun()), set, params, quietRun());
  const explainer = explain!(state);
  const rows = set.y.length;
  const parts = Array.from({ length: rows }, (_, r) => {
    const out = new Float64Array(2);
    explainer.contributions(set.x, r, out);
    return out;
  });
  const deviations = [0, 1].map((c) => {
    expect(parts.reduce((sum, part) => sum + part[c]!, 0)).toBeCloseTo(0, 9);
    return Math.sqrt(parts.reduce((sum, part) => sum + part[c]! ** 2, 0) / rows);
  });
  importances!(state).forEach((share, c) => {
    expect(share).toBeCloseTo(deviations[c]! / (deviations[0]! + deviations[1]!), 9);
  });
});

/** Whether shop and amount are high; `turned`: the other way round. */
function world(rows: number, turned: boolean, seed: number): TrainingSet {
  const r = random(seed);
  const x = matrix(rows, 2);
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const shop = Math.floor(r() * 6);
    const amount = r();
    x.data[i] = shop;
    x.data[rows + i] = amount;
    const score = (shop - 2.5 + 4 * (amount - 0.5)) * (turned ? -2 : 2);
    y[i] = Number(r() < 1 / (1 + Math.exp(-score)));
  }
  return { task: TASKS.binary!, x, columns: COLUMNS, y, weights: null };
}

test.each([
  { optimiser: 'sgd', rate: 0.05 },
  { optimiser: 'ftrl', rate: 0.5 },
  { optimiser: 'adagrad', rate: 0.5 },
])('$optimiser comes round when the world turns round', async ({ optimiser, rate }) => {
  const params = paramsOf({ optimiser, rate });
  const first = await onlineLinear.fit(world(2000, false, 1), params, quietRun());
  const later = await onlineLinear.update!(first, world(6000, true, 2), params, quietRun());
  const unseen = world(2000, true, 3);
  const accuracy = (state: typeof first): number => {
    const out = new Float64Array(2000);
    onlineLinear.open(state)(unseen.x, out);
    return out.reduce((sum, p, r) => sum + Number(p >= 0.5 === (unseen.y[r] === 1)), 0) / 2000;
  };
  expect(accuracy(first)).toBeLessThan(0.3);
  expect(accuracy(later)).toBeGreaterThan(0.8);
});

test('a row of great weight takes longer steps rather than endless time', async () => {
  const set = world(50, false, 1);
  const weights = new Float64Array(50).fill(1e9);
  const state = await onlineLinear.fit({ ...set, weights }, paramsOf({}), quietRun());
  expect(state.arrays.weights.every(Number.isFinite)).toBe(true);
});

test.each(['sgd', 'ftrl', 'adagrad'])('%s is not thrown off by a value far out', async (optimiser) => {
  const r = random(9);
  const x = matrix(
    500,
    1,
    Float64Array.from({ length: 500 }, () => r() - 0.5),
  );
  const y = x.data.map((v) => 3 * v);
  const columns = [{ name: 'x', source: 'x' }];
  const set: TrainingSet = { task: TASKS.regression!, x, columns, y, weights: null };
  const params = paramsOf({ optimiser, rate: 0.5 });
  const state = await onlineLinear.fit(set, params, quietRun());
  const far = { ...set, x: matrix(3, 1, Float64Array.of(1e5, -2e5, 1e5)), y: Float64Array.of(1, 1, 1) };
  const shaken = await onlineLinear.update!(state, far, params, quietRun());
  const said = new Float64Array(500);
  onlineLinear.open(shaken)(x, said);
  expect(Math.max(...said.map((v, i) => Math.abs(v - y[i]!)))).toBeLessThan(10);
});
