import { describe, expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { fitLinear, type LinearFit } from '../../../src/learn/linear/fit-linear.ts';
import {
  type LinearLoss,
  logisticLoss,
  softmaxLoss,
  squaredHingeLoss,
  squaredLoss,
} from '../../../src/learn/linear/losses.ts';
import type { Penalty } from '../../../src/learn/linear/penalty.ts';
import { type Matrix, matrix } from '../../../src/table/matrix.ts';

/** Few rows and many columns of different scale that lean on each other; the first six tell. */
function made(rows: number, cols: number, seed: number) {
  const r = random(seed);
  const x = matrix(rows, cols);
  const score = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const shared = r() - 0.5;
    for (let c = 0; c < cols; c++) {
      const value = r() - 0.5 + shared;
      if (c < 6) score[i]! += (c % 2 ? 4 : -3) * value;
      x.data[c * rows + i] = value * (1 + (c % 3)) + c;
    }
  }
  return { x, score, weights: Float64Array.from(score, (_, i) => [1, 2, 0.5][i % 3]!) };
}

const at = ({ data, rows }: Matrix, row: number, column: number): number => data[column * rows + row]!;

const fitted = (
  x: Matrix,
  y: Float64Array,
  weights: Float64Array,
  loss: LinearLoss,
  outputs: number,
  penalty: Penalty,
): LinearFit =>
  fitLinear(
    {
      train: { x, y, weights },
      outputs,
      loss,
      penalty,
      tolerance: 1e-9,
      iterations: 500,
      start: new Float64Array(outputs),
    },
    quietRun(),
  );

/** Residuals y - score. */
const residuals = (found: LinearFit, x: Matrix, y: Float64Array): Float64Array =>
  y.map((truth, r) =>
    found.weights.reduce((left, w, c) => left - w * at(x, r, c), truth - found.intercepts[0]!),
  );

describe('the duality gap of squared loss closes', () => {
  const { x, score, weights } = made(60, 200, 5);
  const y = score.map((s) => s + 20);
  test.each([
    { name: 'l1', strength: 3, mix: 1 },
    { name: 'elastic', strength: 5, mix: 0.8 },
    { name: 'elastic', strength: 1, mix: 0.2 },
  ] as const)('$name of strength $strength, l1 share $mix', (penalty) => {
    const found = fitted(x, y, weights, squaredLoss, 1, penalty);
    const [l1, l2] = [penalty.strength * penalty.mix, penalty.strength * (1 - penalty.mix)];
    const left = residuals(found, x, y);
    const pull = found.weights.map((_, c) =>
      left.reduce((sum, e, r) => sum + weights[r]! * e * at(x, r, c), 0),
    );
    const primal =
      left.reduce((sum, e, r) => sum + (weights[r]! * e * e) / 2, 0) +
      found.weights.reduce((sum, w) => sum + l1 * Math.abs(w) + (l2 * w * w) / 2, 0);
    // The dual point is the residuals, shrunk until no column pulls harder than its charge.
    const over = Math.max(...pull.map(Math.abs)) / l1;
    const size = l2 > 0 ? 1 : 1 / Math.max(1, over);
    const dual =
      left.reduce((sum, e, r) => sum + weights[r]! * (size * e * y[r]! - (size * size * e * e) / 2), 0) -
      (l2 > 0 ? pull.reduce((sum, p) => sum + Math.max(0, Math.abs(p) - l1) ** 2 / (2 * l2), 0) : 0);
    expect(primal - dual).toBeGreaterThan(-1e-9 * primal);
    expect((primal - dual) / primal).toBeLessThan(1e-7);
    const kept = found.weights.filter((w) => w !== 0).length;
    expect(kept).toBeGreaterThan(4);
    expect(kept).toBeLessThan(150);
  });
});

/** What the sum of losses gains by a little of each weight more, by differences. */
function slopes(
  found: LinearFit,
  x: Matrix,
  y: Float64Array,
  weights: Float64Array,
  loss: LinearLoss,
): number[] {
  const { rows, cols } = x;
  const outputs = found.intercepts.length;
  const value = (w: Float64Array): number => {
    const scores = Array.from({ length: outputs }, (_, k) =>
      Float64Array.from({ length: rows }, (_, r) => {
        let s = found.intercepts[k]!;
        for (let c = 0; c < cols; c++) s += w[k * cols + c]! * at(x, r, c);
        return s;
      }),
    );
    return loss.slopes(scores, y, weights, 0, rows);
  };
  return Array.from(found.weights, (_, i) => {
    const [up, down] = [found.weights.slice(), found.weights.slice()];
    up[i]! += 1e-5;
    down[i]! -= 1e-5;
    return (value(up) - value(down)) / 2e-5;
  });
}

describe('no weight can do better, of', () => {
  const { x, score, weights } = made(50, 90, 8);
  const yes = score.map((s) => Number(s > 0.3));
  const three = score.map((s) => (s > 1 ? 2 : s > -1 ? 1 : 0));
  test.each([
    { name: 'logistic', loss: logisticLoss, y: yes, outputs: 1 },
    { name: 'softmax', loss: softmaxLoss, y: three, outputs: 3 },
    { name: 'squared hinge', loss: squaredHingeLoss, y: yes, outputs: 1 },
  ])('$name loss', ({ loss, y, outputs }) => {
    const [l1, l2] = [1.6, 0.4];
    const found = fitted(x, y, weights, loss, outputs, { name: 'elastic', strength: 2, mix: 0.8 });
    expect(found.converged).toBe(true);
    let zeros = 0;
    slopes(found, x, y, weights, loss).forEach((slope, i) => {
      const w = found.weights[i]!;
      if (w === 0) {
        zeros += 1;
        expect(Math.abs(slope)).toBeLessThan(l1 + 1e-4);
      } else expect(Math.abs(slope + Math.sign(w) * l1 + l2 * w)).toBeLessThan(1e-4);
    });
    expect(zeros).toBeGreaterThan(20);
    expect(zeros).toBeLessThan(found.weights.length - 4);
  });
});
