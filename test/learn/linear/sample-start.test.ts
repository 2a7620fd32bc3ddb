import { expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { fitLinear } from '../../../src/learn/linear/fit-linear.ts';
import { type LinearLoss, logisticLoss, softmaxLoss, squaredLoss } from '../../../src/learn/linear/losses.ts';
import { matrix } from '../../../src/table/matrix.ts';

const ROWS = 9000;

/** Columns that lean on each other, of which `offset` says how far they are from 0. */
function made(offset: number) {
  const r = random(6);
  const x = matrix(ROWS, 3);
  const score = new Float64Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    const shared = 2 * r() - 1;
    for (let c = 0; c < 3; c++) {
      const value = shared + 2 * r() - 1;
      x.data[c * ROWS + i] = value + offset;
      score[i]! += (c - 0.7) * value;
    }
    score[i]! += 2 * r() - 1;
  }
  return { x, score };
}

/** The loss, and how many rows it was asked for. */
function counted(loss: LinearLoss): { loss: LinearLoss; passes: () => number } {
  let rows = 0;
  const slopes: LinearLoss['slopes'] = (scores, y, weights, from, count) => {
    rows += count;
    return loss.slopes(scores, y, weights, from, count);
  };
  return { loss: { ...loss, slopes }, passes: () => rows / ROWS };
}

/** Stationary to this: no sum of slopes x column is larger, in shares of a row. */
function largestSlope(
  x: ReturnType<typeof made>['x'],
  y: Float64Array,
  loss: LinearLoss,
  found: ReturnType<typeof fitLinear>,
  strength: number,
): number {
  const outputs = found.intercepts.length;
  const scores = Array.from({ length: outputs }, (_, k) =>
    Float64Array.from({ length: ROWS }, (_, r) =>
      [0, 1, 2].reduce((s, c) => s + found.weights[k * 3 + c]! * x.data[c * ROWS + r]!, found.intercepts[k]!),
    ),
  );
  loss.slopes(scores, y, new Float64Array(ROWS).fill(1), 0, ROWS);
  return Math.max(
    ...scores.flatMap((slopes, k) =>
      [0, 1, 2].map((c) => {
        const charge = strength * found.weights[k * 3 + c]!;
        return Math.abs(slopes.reduce((sum, s, r) => sum + s * x.data[c * ROWS + r]!, charge)) / ROWS;
      }),
    ),
  );
}

const SETS = [
  { name: 'logistic', loss: logisticLoss, outputs: 1, of: (s: number) => Number(s > 0.2) },
  { name: 'softmax', loss: softmaxLoss, outputs: 3, of: (s: number) => (s > 0.5 ? 2 : s > -0.5 ? 1 : 0) },
  { name: 'squared', loss: squaredLoss, outputs: 1, of: (s: number) => s },
  // Of 31 positive rows the sample has none.
  { name: 'rare', loss: logisticLoss, outputs: 1, of: (_: number, r: number) => Number(r % 288 === 1) },
];

test.each(SETS.flatMap((set) => [0, 1000].map((offset) => ({ ...set, offset }))))(
  '$name loss of many rows, columns $offset off: few passes, and no way down is left',
  ({ loss, outputs, of, offset, name }) => {
    const { x, score } = made(offset);
    const y = score.map(of);
    const { loss: watched, passes } = counted(loss);
    const found = fitLinear(
      {
        train: { x, y, weights: null },
        outputs,
        loss: watched,
        penalty: { name: 'l2', strength: 2, mix: 0 },
        tolerance: 1e-7,
        iterations: 100,
        start: new Float64Array(outputs),
      },
      quietRun(),
    );
    expect(found.converged).toBe(true);
    expect(largestSlope(x, y, loss, found, 2)).toBeLessThan(1e-6 * (1 + offset));
    // Without a sample: 11 to 21.
    if (name !== 'rare') expect(passes()).toBeLessThan(9);
  },
);
