import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Model, TrainingSet } from '../../../src/contracts/model.ts';
import { type Params, resolveParams } from '../../../src/contracts/params.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import type { State } from '../../../src/contracts/state.ts';
import type { Task } from '../../../src/contracts/task.ts';
import { fitLinear } from '../../../src/learn/linear/fit-linear.ts';
import { linearState } from '../../../src/learn/linear/linear-state.ts';
import { squaredHingeLoss } from '../../../src/learn/linear/losses.ts';
import { fitSigmoid } from '../../../src/learn/linear/platt.ts';
import { linear } from '../../../src/models/linear.ts';
import { logistic } from '../../../src/models/logistic.ts';
import { matrix } from '../../../src/table/matrix.ts';

interface Golden {
  readonly peer: string;
  readonly sets: Record<string, { readonly x: number[][]; readonly y: number[] }>;
  readonly cases: readonly {
    readonly name: string;
    readonly data: string;
    readonly weighted: boolean;
    readonly scaled: boolean;
    readonly params: Record<string, unknown>;
    readonly weights: number[];
    readonly intercepts: number[];
  }[];
  readonly sigmoids: readonly {
    readonly scores: number[];
    readonly y: number[];
    readonly weights: number[];
    readonly slope: number;
    readonly intercept: number;
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../golden/linear/linear.json'), 'utf8'),
);

describe(`coefficients equal those of ${golden.peer}`, () => {
  test.each(golden.cases)('$name on $data, weighted $weighted, scaled $scaled', async (given) => {
    const { x, y } = golden.sets[given.data]!;
    const model = (given.name.startsWith('logistic') ? logistic : linear) as Model;
    const { params } = resolveParams(model.name, model.params, {
      ...given.params,
      tolerance: 1e-10,
      iterations: 20_000,
    });
    const train = {
      task: taskOf(given.name, y),
      x: matrix(y.length, x.length, Float64Array.from((given.scaled ? x.map(scale) : x).flat())),
      columns: x.map((_, c) => ({ name: `x${c}`, source: `x${c}` })),
      y: Float64Array.from(y),
      weights: given.weighted ? Float64Array.from(y, (_, r) => [1, 2, 1, 0.5][r % 4]!) : null,
    };
    const state = given.name.startsWith('svm')
      ? margins(train, params)
      : await model.fit(train, params, quietRun());
    closeTo(state, 'weights', given.weights);
    closeTo(state, 'intercepts', given.intercepts);
  });

  test.each(golden.sigmoids)('a sigmoid of slope $slope', ({ scores, y, weights, slope, intercept }) => {
    const found = fitSigmoid(Float64Array.from(scores), Float64Array.from(y), Float64Array.from(weights));
    expect(found.slope / slope).toBeCloseTo(1, 5);
    expect(found.intercept).toBeCloseTo(intercept, 5);
  });
});

/** What the support vector machine finds before its margins are calibrated. */
const margins = (train: TrainingSet, params: Params): State =>
  linearState(
    fitLinear(
      {
        train,
        outputs: 1,
        loss: squaredHingeLoss,
        penalty: { name: 'l2', strength: params.strength as number, mix: 0 },
        tolerance: 1e-10,
        iterations: 20_000,
        start: Float64Array.of(0),
      },
      quietRun(),
    ),
  );

function closeTo(state: State, name: string, expected: number[]): void {
  const found = Array.from(state.arrays[name]!);
  const size = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...found.map((v, i) => Math.abs(v - expected[i]!)));
  expect(found.length).toBe(expected.length);
  expect(worst / size, `${name}: ${found} instead of ${expected}`).toBeLessThan(2e-6);
}

function taskOf(name: string, y: number[]): Task {
  const classes = [...new Set(y)].sort().map(String);
  if (name.startsWith('linear')) return { category: 'regression' };
  return classes.length === 2
    ? { category: 'binary', classes: classes as [string, string] }
    : { category: 'multiclass', classes };
}

function scale(column: number[]): number[] {
  const mean = column.reduce((a, b) => a + b) / column.length;
  const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / column.length;
  return column.map((v) => (v - mean) / Math.sqrt(variance));
}
