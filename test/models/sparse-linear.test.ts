import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MatrixColumn, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { Task } from '../../src/contracts/task.ts';
import { random } from '../../src/kernels/random.ts';
import { codedScores } from '../../src/learn/linear/coded-state.ts';
import { logistic } from '../../src/models/logistic.ts';
import { sparseLinear } from '../../src/models/sparse-linear.ts';
import { matrix } from '../../src/table/matrix.ts';

interface Golden {
  readonly peer: string;
  readonly codes: number[][];
  readonly sizes: number[];
  readonly numbers: number[][];
  readonly targets: Record<string, number[]>;
  readonly cases: readonly {
    readonly target: string;
    readonly strength: number;
    readonly weights: number[];
    readonly scores: number[];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/linear/coded.json'), 'utf8'),
);
const TASKS: Record<string, Task> = {
  binary: { category: 'binary', classes: ['no', 'yes'] },
  multiclass: { category: 'multiclass', classes: ['a', 'b', 'c'] },
  regression: { category: 'regression' },
};
const precisely = (given: object) =>
  resolveParams('sparse-linear', sparseLinear.params, { tolerance: 1e-9, ...given }).params as {
    strength: number;
    tolerance: number;
    iterations: number;
  };
const number = (name: string): MatrixColumn => ({ name, source: name });
const category = (name: string, cardinality: number): MatrixColumn => ({ name, source: name, cardinality });

describe(`scores equal those of ${golden.peer} after a one-hot encoder`, () => {
  const { codes, sizes, numbers } = golden;
  const columns = [category('a', sizes[0]!), number('x'), category('b', sizes[1]!), number('z')];
  const data = [codes[0]!, numbers[0]!, codes[1]!, numbers[1]!];
  test.each(golden.cases)('$target, strength $strength', async ({ target, strength, weights, scores }) => {
    const y = Float64Array.from(golden.targets[target]!);
    const x = matrix(y.length, 4, Float64Array.from(data.flat()));
    const train = { task: TASKS[target]!, x, columns, y, weights: Float64Array.from(weights) };
    const { arrays } = await sparseLinear.fit(train, precisely({ strength }), quietRun());
    const found = new Float64Array(scores.length);
    codedScores(arrays)(x, found);
    const outputs = scores.length / y.length;
    const size = Math.max(...scores.map(Math.abs));
    for (let r = 0; r < y.length; r++) {
      // Softmax does not see what is added to the scores of all classes.
      const apart = Array.from(
        { length: outputs },
        (_, k) => found[r * outputs + k]! - scores[r * outputs + k]!,
      );
      const shift = outputs === 1 ? 0 : apart.reduce((a, b) => a + b) / outputs;
      for (const a of apart) expect(Math.abs(a - shift) / size).toBeLessThan(1e-6);
    }
  });
});

/** Rows of one category column and a number, either of which may be missing, and what becomes of them. */
function gappy(rows: number): TrainingSet {
  const r = random(4);
  const x = matrix(rows, 2);
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const shop = Math.floor(r() * 5);
    const amount = 10 + 3 * r();
    const gaps = [r() < 0.2, r() < 0.3];
    x.data[i] = gaps[0] ? Number.NaN : shop;
    x.data[rows + i] = gaps[1] ? Number.NaN : amount;
    const score = (gaps[0] ? 2 : shop - 2) + (gaps[1] ? -2 : amount - 11.5);
    y[i] = Number(r() < 1 / (1 + Math.exp(-score)));
  }
  return { task: TASKS.binary!, x, columns: [category('shop', 5), number('amount')], y, weights: null };
}

test('missing values have weights of their own; what was never missing counts for nothing when it is', async () => {
  const train = gappy(4000);
  const { arrays } = await sparseLinear.fit(train, precisely({}), quietRun());
  const [shops, unknown, perUnit, missing] = [
    arrays.weights.slice(0, 5),
    arrays.weights[5]!,
    arrays.weights[6]!,
    arrays.weights[7]!,
  ];
  // Weights of the categories of a column are known up to what is added to all.
  expect(unknown - shops[0]!).toBeCloseTo(4, 0);
  expect(shops[4]! - shops[0]!).toBeCloseTo(4, 0);
  expect(perUnit).toBeCloseTo(1, 0);
  expect(missing).toBeCloseTo(-2, 0);

  const whole = {
    ...train,
    x: matrix(
      4000,
      2,
      train.x.data.map((v) => (Number.isNaN(v) ? 1 : v)),
    ),
  };
  const full = await sparseLinear.fit(whole, precisely({}), quietRun());
  expect(full.arrays.weights[5]).toBe(0);
  expect(full.arrays.weights[7]).toBe(0);
});

test('without categories and gaps it is the logistic regression of standardised columns', async () => {
  const r = random(2);
  const raw = Array.from({ length: 3 }, () => Float64Array.from({ length: 300 }, () => r() - 0.5));
  const scale = (v: Float64Array): Float64Array => {
    const mean = v.reduce((a, b) => a + b) / v.length;
    const deviation = Math.sqrt(v.reduce((a, b) => a + (b - mean) ** 2, 0) / v.length);
    return v.map((a) => (a - mean) / deviation);
  };
  const x = matrix(300, 3, Float64Array.from(raw.flatMap((v) => [...scale(v)])));
  const y = raw[0]!.map((v, i) => Number(v + raw[1]![i]! + r() > 0.6));
  const train = { task: TASKS.binary!, x, columns: ['a', 'b', 'c'].map(number), y, weights: null };
  const params = { strength: 3, tolerance: 1e-10, iterations: 1000 };
  const own = await sparseLinear.fit(train, params, quietRun());
  const other = await logistic.fit(train, { ...params, penalty: 'l2', mix: 0, strengths: 1 }, quietRun());
  const [a, b] = [new Float64Array(300), new Float64Array(300)];
  sparseLinear.open(own)(x, a);
  logistic.open(other)(x, b);
  a.forEach((p, i) => {
    expect(p).toBeCloseTo(b[i]!, 8);
  });
});

test('contributions of categories and gaps sum to the score, and to 0 over training rows', async () => {
  const train = gappy(500);
  const state = await sparseLinear.fit(train, precisely({}), quietRun());
  const { base, contributions } = sparseLinear.explain!(state);
  const said = new Float64Array(500);
  codedScores(state.arrays)(train.x, said);
  const sums = [0, 0];
  const parts = new Float64Array(2);
  said.forEach((score, r) => {
    contributions(train.x, r, parts);
    expect(base[0]! + parts[0]! + parts[1]!).toBeCloseTo(score, 10);
    sums[0]! += parts[0]!;
    sums[1]! += parts[1]!;
  });
  expect(sums[0]).toBeCloseTo(0, 8);
  expect(sums[1]).toBeCloseTo(0, 8);
});
