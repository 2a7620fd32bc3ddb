import { describe, expect, it } from 'vitest';
import type { MatrixColumn, TrainingSet } from '../../src/contracts/model.ts';
import { packTensors, unpackTensors } from '../../src/contracts/pack.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { outputsOf, type Task } from '../../src/contracts/task.ts';
import { random } from '../../src/kernels/random.ts';
import { boostParams } from '../../src/learn/trees/boost-params.ts';
import type { Forest } from '../../src/learn/trees/forest.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { type Matrix, matrix } from '../../src/table/matrix.ts';

type Given = Parameters<typeof boostedTrees.fit>[1];

const settings = (given: Partial<Given> = {}): Given =>
  resolveParams('boosted-trees', boostParams, given).params;

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

const fitted = (train: TrainingSet, given: Partial<Given> = {}, seed = 1): Forest =>
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

  it('gives probabilities that sum to 1 over classes', () => {
    const task: Task = { category: 'multiclass', classes: ['a', 'b', 'c'] };
    const x = uniform(300, 2);
    const y = Float64Array.from({ length: 300 }, (_, i) => Math.floor(3 * x.data[i]!));
    const state = fitted({ task, x, columns: numbers(2), y, weights: null });
    const out = predict(state, x, task);
    for (let i = 0; i < 300; i++) {
      const row = [...out.subarray(3 * i, 3 * i + 3)];
      expect(row[0]! + row[1]! + row[2]!).toBeCloseTo(1, 12);
      if (Math.abs((3 * x.data[i]!) % 1) > 0.05) expect(row.indexOf(Math.max(...row))).toBe(y[i]);
    }
  });

  it('scores the same to the last bit after it was packed', () => {
    const columns: MatrixColumn[] = [...numbers(2), { name: 'c', source: 'c', cardinality: 40 }];
    const x = uniform(400, 3);
    for (let i = 0; i < 400; i++) x.data[800 + i] = Math.floor(40 * x.data[800 + i]!);
    const y = x.data.slice(0, 400).map((v, i) => v + (x.data[800 + i]! % 3));
    const state = fitted({ task: regression, x, columns, y, weights: null });
    const packed = packTensors(state.arrays);
    const unpacked = {
      facts: JSON.parse(JSON.stringify(state.facts)),
      arrays: unpackTensors(packed),
    } as Forest;
    expect(predict(unpacked, x, regression)).toEqual(predict(state, x, regression));
    expect(packTensors(unpacked.arrays)).toEqual(packed);
  });

  it('explains what it predicts: base and contributions sum to the log-odds', () => {
    const x = uniform(500, 3, 2);
    const y = x.data.slice(0, 500).map((v, i) => (v > x.data[500 + i]! ? 1 : 0));
    const state = fitted({ task: binary, x, columns: numbers(3), y, weights: null });
    const p = predict(state, x, binary);
    const explainer = boostedTrees.explain!(state);
    const out = new Float64Array(3);
    for (let i = 0; i < 20; i++) {
      explainer.contributions(x, i, out);
      const sum = explainer.base[0]! + out[0]! + out[1]! + out[2]!;
      expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(p[i]!, 12);
    }
  });
});
