import { describe, expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { fitChosen, pathTo } from '../../../src/learn/linear/choose-strength.ts';
import { fitLinear, fitPath, type LinearProblem } from '../../../src/learn/linear/fit-linear.ts';
import { logisticLoss, squaredLoss } from '../../../src/learn/linear/losses.ts';
import type { Penalty } from '../../../src/learn/linear/penalty.ts';
import { matrix } from '../../../src/table/matrix.ts';

/** Thirty columns, of which three tell something, and little of it. */
function rowsOf(rows: number, seed: number) {
  const r = random(seed);
  const x = matrix(rows, 30);
  const score = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < 30; c++) x.data[c * rows + i] = 3 * (r() - 0.5);
    score[i] = x.data[i]! - 0.7 * x.data[rows + i]! + 0.5 * x.data[2 * rows + i]! + 4 * (r() - 0.5);
  }
  return { x, y: score, weights: null };
}

const problem = (
  rows: ReturnType<typeof rowsOf>,
  name: Penalty['name'],
  strength: number,
): LinearProblem => ({
  train: rows,
  outputs: 1,
  loss: squaredLoss,
  penalty: { name, strength, mix: 0.7 },
  tolerance: 1e-9,
  iterations: 1000,
  start: new Float64Array(1),
});

const train = rowsOf(80, 1);
const held = rowsOf(500, 2);

function loss({ weights, intercepts }: { weights: Float64Array; intercepts: Float64Array }): number {
  const { x, y } = held;
  return y.reduce((sum, truth, r) => {
    const score = weights.reduce((s, w, c) => s + w * x.data[c * x.rows + r]!, intercepts[0]!);
    return sum + (truth - score) ** 2;
  }, 0);
}

test.each(['l1', 'elastic'] as const)(
  'a path of %s begins where the first column is about to be let in',
  (name) => {
    const centred = { ...train, y: train.y.map((v) => v - train.y.reduce((a, b) => a + b) / 80) };
    const given = problem(centred, name, 0.01);
    const path = pathTo(given, 20);
    expect(path.length).toBe(20);
    expect(path.at(-1)).toBeCloseTo(0.01, 12);
    path.slice(1).forEach((strength, i) => {
      expect(strength / path[i]!).toBeCloseTo(path[1]! / path[0]!, 9);
    });
    const kept = fitPath(given, [path[0]! * 1.001, path[0]! * 0.98, 0.01], quietRun()).map(
      ({ weights }) => weights.filter((w) => w !== 0).length,
    );
    expect(kept[0]).toBe(0);
    expect(kept[1]).toBeGreaterThan(0);
    expect(kept[2]).toBe(30);
  },
);

test.each(['l1', 'elastic', 'l2'] as const)(
  'along a path of %s each fit is what it would be from nothing',
  (name) => {
    const given = problem(train, name, 0.5);
    for (const fit of fitPath(given, [40, 9, 2, 0.5], quietRun())) {
      const cold = fitLinear(problem(train, name, fit.strength), quietRun());
      fit.weights.forEach((w, c) => {
        expect(w).toBeCloseTo(cold.weights[c]!, 7);
      });
    }
  },
);

describe('of many strengths the one is kept that does best on rows', () => {
  const given = problem(train, 'l1', 0.01);
  const all = pathTo(given, 25).map((strength) =>
    loss(fitLinear(problem(train, 'l1', strength), quietRun())),
  );

  test('of validation', () => {
    const chosen = fitChosen(given, { strengths: 25, validation: held, classes: null }, quietRun());
    expect(loss(chosen)).toBeCloseTo(Math.min(...all), 5);
    expect(loss(chosen)).toBeLessThan(0.9 * Math.min(all[0]!, all.at(-1)!));
  });

  test('of folds, the same for the same seed', () => {
    const choice = { strengths: 25, validation: null, classes: null };
    const chosen = fitChosen(given, choice, quietRun(4));
    expect(loss(chosen)).toBeLessThan(Math.min(...all) * 1.1);
    expect(fitChosen(given, choice, quietRun(4))).toEqual(chosen);
    const told: number[] = [];
    fitChosen(given, choice, { ...quietRun(4), progress: (fraction) => told.push(fraction) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBeLessThanOrEqual(1);
  });
});

test('with fewer rows than folds need, and with nothing to learn, it is the strength that was asked for', () => {
  const few = { x: matrix(4, 1, Float64Array.of(1, 2, 3, 4)), y: Float64Array.of(0, 1, 0, 1), weights: null };
  const given = { ...problem(few as never, 'l1', 1e-3), loss: logisticLoss };
  const choice = { strengths: 9, validation: null, classes: 2 };
  expect(fitChosen(given, choice, quietRun()).strength).toBe(1e-3);
  const flat = { ...given, train: { ...few, x: matrix(4, 1) } };
  expect(fitChosen(flat, choice, quietRun()).strength).toBe(1e-3);
});
