import { describe, expect, test } from 'vitest';
import type { TrainingSet } from '../../../src/contracts/model.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import type { Task } from '../../../src/contracts/task.ts';
import { random } from '../../../src/kernels/random.ts';
import { chosenParams } from '../../../src/learn/linear/linear-params.ts';
import { linear } from '../../../src/models/linear.ts';
import { logistic } from '../../../src/models/logistic.ts';
import { matrix } from '../../../src/table/matrix.ts';

const BINARY: Task = { category: 'binary', classes: ['no', 'yes'] };
const VALUE: Task = { category: 'regression' };

const set = (task: Task, columns: number[][], y: number[]): TrainingSet => ({
  task,
  x: matrix(y.length, columns.length, Float64Array.from(columns.flat())),
  columns: columns.map((_, c) => ({ name: `x${c}`, source: `x${c}` })),
  y: Float64Array.from(y),
  weights: null,
});

const paramsOf = (given: Record<string, unknown>) => resolveParams('test', chosenParams, given).params;

/** What the fit answers for its own training rows, and what it learned. */
async function fitted(model: typeof linear, train: TrainingSet, given: Record<string, unknown>) {
  const state = await model.fit(train, paramsOf(given), quietRun());
  const out = new Float64Array(train.y.length);
  model.open(state)(train.x, out);
  return { out, weights: [...state.arrays.weights], facts: state.facts };
}

describe('linear', () => {
  const a = [1, 2, 3, 4, 5, 6];
  const y = [3, 5, 7, 9, 11, 13];

  test('columns that repeat each other share the weight', async () => {
    const { out, weights } = await fitted(linear, set(VALUE, [a, a], y), {
      penalty: 'none',
      tolerance: 1e-10,
    });
    expect(weights[0]).toBeCloseTo(1, 8);
    expect(weights[1]).toBeCloseTo(1, 8);
    out.forEach((v, r) => {
      expect(v).toBeCloseTo(y[r]!, 7);
    });
  });

  test('a column that does not vary gets no weight, whatever it is', async () => {
    const { weights } = await fitted(
      linear,
      set(VALUE, [a, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], a.map(() => 1e300)], y),
      {},
    );
    expect(weights.slice(1)).toEqual([0, 0]);
  });

  test('fewer rows than columns: the rows are met, by the smallest weights', async () => {
    const wide = set(
      VALUE,
      [
        [1, 2],
        [2, 1],
        [5, 9],
      ],
      [1, 4],
    );
    const { out, weights } = await fitted(linear, wide, { penalty: 'none', tolerance: 1e-10 });
    expect(out[0]).toBeCloseTo(1, 7);
    expect(out[1]).toBeCloseTo(4, 7);
    expect(weights.every(Number.isFinite)).toBe(true);
  });

  test('a large offset of a column or of the target costs no accuracy', async () => {
    const far = set(
      VALUE,
      [a.map((v) => v + 1e9)],
      y.map((v) => v + 1e9),
    );
    const { out } = await fitted(linear, far, { penalty: 'none', tolerance: 1e-10 });
    out.forEach((v, r) => {
      expect(Math.abs(v - (y[r]! + 1e9))).toBeLessThan(1e-4);
    });
  });

  test('a strength means the same in euros and in cents', async () => {
    const x = set(VALUE, [a, [2, 1, 4, 3, 6, 5]], y);
    const cents = { ...x, y: x.y.map((v) => 100 * v) };
    for (const penalty of ['l1', 'l2', 'elastic']) {
      const euro = await fitted(linear, x, { penalty, strength: 2, tolerance: 1e-10 });
      const cent = await fitted(linear, cents, { penalty, strength: 2, tolerance: 1e-10 });
      euro.weights.forEach((w, c) => {
        expect(cent.weights[c]).toBeCloseTo(100 * w, 5);
      });
    }
  });

  test('enough l1 drops every column and leaves the mean', async () => {
    const { out, weights } = await fitted(linear, set(VALUE, [a], y), { penalty: 'l1', strength: 100 });
    expect(weights).toEqual([0]);
    expect(out[0]).toBeCloseTo(8, 9);
  });
});

describe('logistic', () => {
  test('separable rows without penalty end in certain, finite answers', async () => {
    const { out, weights } = await fitted(logistic, set(BINARY, [[-2, -1, 1, 2]], [0, 0, 1, 1]), {
      penalty: 'none',
    });
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(out[0]!).toBeLessThan(0.001);
    expect(out[3]!).toBeGreaterThan(0.999);
  });

  test('scores beyond the range of exp still give 0 and 1', async () => {
    const state = await logistic.fit(set(BINARY, [[-2, -1, 1, 2]], [0, 0, 1, 1]), paramsOf({}), quietRun());
    const out = new Float64Array(3);
    logistic.open(state)(matrix(3, 1, Float64Array.of(-1e6, 0, 1e6)), out);
    expect(out[0]).toBe(0);
    expect(out[1]).toBeCloseTo(0.5, 9);
    expect(out[2]).toBe(1);
  });

  test('says when its iterations ran out', async () => {
    const { facts } = await fitted(logistic, set(BINARY, [[-2, -1, 1, 2]], [0, 1, 0, 1]), {
      iterations: 1,
      tolerance: 1e-12,
    });
    expect(facts).toEqual({ strength: 1, iterations: 1, converged: false });
  });
});

describe('goes on from an earlier state', () => {
  const r = random(3);
  const rows = 400;
  const columns = [1, 30].map((size) => Array.from({ length: rows }, () => size * (r() + 5)));
  const score = columns[0]!.map((v, i) => 3 * (v - 5.5) - (columns[1]![i]! - 165) / 10 + r() - 0.5);
  const sets = [
    { model: linear, task: VALUE, of: (s: number) => 50 + 10 * s },
    { model: logistic, task: BINARY, of: (s: number) => Number(s > 0) },
  ];
  const cases = sets.flatMap((of) =>
    ['l2', 'l1'].map((penalty) => ({ ...of, name: of.model.name, penalty })),
  );

  test.each(cases)('$name, $penalty: the same answers, sooner', async ({ model, task, of, penalty }) => {
    const params = paramsOf({ penalty, strength: 0.1, tolerance: 1e-8 });
    const whole = set(task, columns, score.map(of));
    const part = set(
      task,
      columns.map((c) => c.slice(0, 360)),
      score.slice(0, 360).map(of),
    );
    const cold = await model.fit(whole, params, quietRun());
    const start = await model.fit(part, params, quietRun());
    const warm = await model.fit({ ...whole, start }, params, quietRun());
    warm.arrays.weights.forEach((w, c) => {
      expect(w / cold.arrays.weights[c]!).toBeCloseTo(1, 4);
    });
    expect(warm.facts.iterations).toBeLessThanOrEqual(cold.facts.iterations);
    const again = await model.fit({ ...whole, start: cold }, params, quietRun());
    expect(again.facts.iterations).toBeLessThanOrEqual(1);
  });

  test('a state of other columns, classes or models is refused', async () => {
    const whole = set(
      BINARY,
      columns,
      score.map((s) => Number(s > 0)),
    );
    const narrow = set(BINARY, [columns[0]!], [...whole.y]);
    const start = await logistic.fit(narrow, paramsOf({}), quietRun());
    const three: Task = { category: 'multiclass', classes: ['a', 'b', 'c'] };
    const begin = (given: Partial<TrainingSet>) => () =>
      logistic.fit({ ...whole, start, ...given }, paramsOf({}), quietRun());
    expect(begin({})).toThrow('it has 1 columns, and there are 2');
    expect(begin({ task: three })).toThrow('it has 1 scores, and 3 are wanted');
    expect(begin({ start: { facts: {}, arrays: {} } })).toThrow('not that of a linear model');
  });
});
