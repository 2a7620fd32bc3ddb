import { describe, expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { random } from '../../../src/kernels/random.ts';
import { fitLinear } from '../../../src/learn/linear/fit-linear.ts';
import { logisticLoss, softmaxLoss } from '../../../src/learn/linear/losses.ts';
import { readyColumns } from '../../../src/learn/linear/ready-columns.ts';
import { scaleOf } from '../../../src/learn/linear/standardize.ts';
import { type Matrix, matrix } from '../../../src/table/matrix.ts';

const ROWS = 700;
const COLS = 20;

/** Mostly zeros; the last column does not vary. */
function words(): Matrix {
  const r = random(12);
  const data = Float64Array.from({ length: ROWS * COLS }, () => (r() < 0.06 ? 1 + r() : 0));
  return matrix(ROWS, COLS, data.fill(0, ROWS * (COLS - 1)));
}

const changed = ({ data }: Matrix, by: (v: number, c: number) => number): Matrix =>
  matrix(
    ROWS,
    COLS,
    data.map((v, i) => by(v, Math.floor(i / ROWS))),
  );

const ones = new Float64Array(ROWS).fill(1);

/** Columns as they come out: sums of each by a weight, over the rows of a block. */
function standardised(x: Matrix): Float64Array[] {
  const scale = scaleOf(x, ones);
  const { columns, units } = readyColumns(x, scale);
  return Array.from({ length: columns.cols }, (_, c) => {
    const weights = new Float64Array(columns.cols);
    weights[c] = 1;
    const out = new Float64Array(ROWS);
    columns.addTo(0, ROWS, weights, 0, out);
    return out.map((v) => (units === null ? v : (v - units.centre[c]!) / units.unit[c]!));
  });
}

describe('every way to have the columns gives the same ones', () => {
  const x = words();
  const ways = {
    'without zeros': x,
    'far from 0, copied': changed(x, (v) => v + 50),
    'small, copied': changed(x, (v, c) => (v + Number(c < COLS)) * 1e-3 + 1),
  };
  const plain = standardised(x);
  test.each(Object.entries(ways))('%s', (_way, given) => {
    standardised(given).forEach((column, c) => {
      column.forEach((v, r) => {
        expect(v).toBeCloseTo(plain[c]![r]!, 8);
      });
    });
  });

  test('as they stand', () => {
    const r = random(1);
    const near = matrix(
      ROWS,
      COLS,
      Float64Array.from({ length: ROWS * COLS }, () => 2 * r() + 0.5),
    );
    const { columns, units } = readyColumns(near, scaleOf(near, ones));
    expect(units).not.toBeNull();
    const gradient = new Float64Array(COLS);
    columns.dotInto(3, 5, Float64Array.of(1, 2, 3, 4, 5), gradient, 0);
    gradient.forEach((g, c) => {
      const at = (i: number): number => near.data[c * ROWS + 3 + i]!;
      expect(g).toBeCloseTo(at(0) + 2 * at(1) + 3 * at(2) + 4 * at(3) + 5 * at(4), 10);
    });
  });
});

test.each([
  { name: 'logistic', loss: logisticLoss, outputs: 1, classes: 2 },
  { name: 'softmax', loss: softmaxLoss, outputs: 3, classes: 3 },
])(
  '$name: what is fitted to values that are mostly 0 is what is fitted to them moved',
  ({ loss, outputs, classes }) => {
    const x = words();
    const r = random(5);
    const y = Float64Array.from({ length: ROWS }, (_, i) =>
      Math.floor((x.data[i]! > 0 ? 0.5 : r()) * classes * (x.data[ROWS + i]! > 0 ? 0.5 : 1)),
    );
    const fitted = (given: Matrix) =>
      fitLinear(
        {
          train: { x: given, y, weights: null },
          outputs,
          loss,
          penalty: { name: 'l2', strength: 1, mix: 0 },
          tolerance: 1e-10,
          iterations: 1000,
          start: new Float64Array(outputs),
        },
        quietRun(),
      );
    const sparse = fitted(x);
    const moved = fitted(changed(x, (v) => v + 50));
    expect(sparse.converged).toBe(true);
    sparse.weights.forEach((w, i) => {
      expect(w).toBeCloseTo(moved.weights[i]!, 6);
    });
    expect(sparse.weights[COLS - 1]).toBe(0);
  },
);
