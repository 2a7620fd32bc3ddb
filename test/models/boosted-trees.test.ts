import { describe, expect, it } from 'vitest';
import type { MatrixColumn, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { outputsOf, type Task } from '../../src/contracts/task.ts';
import { random } from '../../src/kernels/random.ts';
import type { Forest } from '../../src/learn/trees/forest.ts';
import type { BoostSettings } from '../../src/learn/trees/settings.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { type Matrix, matrix } from '../../src/table/matrix.ts';

const settings = (given: Partial<BoostSettings> = {}): BoostSettings =>
  resolveParams('boosted-trees', boostedTrees.params, given).params as unknown as BoostSettings;

const numbers = (n: number): MatrixColumn[] =>
  Array.from({ length: n }, (_, i) => ({ name: `x${i}`, source: `x${i}` }));

const uniform = (rows: number, cols: number, seed = 1): Matrix => {
  const r = random(seed);
  return matrix(
    rows,
    cols,
    Float64Array.from({ length: rows * cols }, () => r()),
  );
};

const binary: Task = { category: 'binary', classes: ['no', 'yes'] };
const regression: Task = { category: 'regression' };

const fitted = (train: TrainingSet, given: Partial<BoostSettings> = {}, seed = 1): Forest =>
  boostedTrees.fit(train, settings(given), quietRun(seed)) as Forest;

const predict = (state: Forest, x: Matrix, task: Task): Float64Array => {
  const out = new Float64Array(x.rows * outputsOf(task));
  boostedTrees.open(state)(x, out);
  return out;
};

describe('boosted trees', () => {
  it('learns a step', () => {
    const x = uniform(400, 2);
    // On a grid, so that every value has a bin of its own.
    x.data.forEach((v, i) => {
      x.data[i] = Math.round(v * 100) / 100;
    });
    const y = x.data.slice(0, 400).map((v) => (v > 0.5 ? 3 : -1));
    const state = fitted({ task: regression, x, columns: numbers(2), y, weights: null });
    const out = predict(state, x, regression);
    expect(Math.max(...out.map((v, i) => Math.abs(v - y[i]!)))).toBeLessThan(0.1);
  });

  it('tells two classes apart', () => {
    const x = uniform(1000, 3);
    const y = x.data.slice(0, 1000).map((v, i) => (v > x.data[1000 + i]! ? 1 : 0));
    const state = fitted({ task: binary, x, columns: numbers(3), y, weights: null });
    const out = predict(state, x, binary);
    const right = out.filter((p, i) => p > 0.5 === (y[i] === 1)).length;
    expect(right / 1000).toBeGreaterThan(0.95);
  });
});
