import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../../../src/kernels/random.ts';
import { chooseDirections } from '../../../src/learn/trees/directions.ts';
import { huber } from '../../../src/learn/trees/losses/huber.ts';
import { absolute, quantile } from '../../../src/learn/trees/losses/pinball.ts';
import { poisson } from '../../../src/learn/trees/losses/poisson.ts';
import { type Matrix, matrix } from '../../../src/table/matrix.ts';
import {
  binary,
  columnsOf,
  fitted,
  madeMatrix,
  rawScores,
  regression,
  rowOf,
  threeClasses,
  trainingSet,
} from './made-rows.ts';

const columns = columnsOf(null, 7, null);
const DIRECTIONS = Int8Array.of(1, 0, -1);

/** Rows of x with every value of the grid in one column: [rows x 101] raw scores, row after row. */
function alongColumn(x: Matrix, column: number, scoresOf: (x: Matrix) => Float64Array): Float64Array[] {
  return Array.from({ length: x.rows }, (_, i) => {
    const row = rowOf(x, i);
    const path = matrix(101, x.cols);
    for (let c = 0; c < x.cols; c++)
      for (let v = 0; v <= 100; v++) path.data[c * 101 + v] = c === column ? v / 100 : row[c]!;
    return scoresOf(path);
  });
}

describe('columns with a direction', () => {
  test('scores never go against it, of any row, loss, weight and number of missing values', () => {
    const losses = [undefined, absolute, quantile(0.8), huber(0.5), poisson];
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...losses), fc.boolean(), (seed, loss, sampled) => {
        const x = madeMatrix(250, columns, seed, 0.1);
        const r = random(seed);
        // The truth goes against both directions in places, and bends.
        const target = ([a, b, c]: number[]): number =>
          Math.abs(Math.sin(5 * (a || 0)) + Math.cos(7 * (c || 0)) + (b === 3 ? 1 : 0) + r());
        const weights = Float64Array.from({ length: 250 }, () => 0.5 + r());
        const forest = fitted(trainingSet(regression, x, columns, target, weights), {
          rounds: 12,
          learningRate: 0.5,
          maxLeaves: 16,
          minRowsPerLeaf: 3,
          rowShare: sampled ? 0.7 : 1,
          directions: DIRECTIONS,
          ...(loss === undefined ? {} : { loss }),
        });
        const unseen = madeMatrix(12, columns, seed + 1, 0.2);
        for (const [column, sign] of [
          [0, 1],
          [2, -1],
        ] as const)
          for (const path of alongColumn(unseen, column, (rows) => rawScores(forest, rows, regression)))
            for (let v = 1; v < path.length; v++)
              expect(sign * (path[v]! - path[v - 1]!)).toBeGreaterThanOrEqual(-1e-12);
      }),
      { numRuns: 12 },
    );
  });

  test('a truth that goes along is learned; one that goes against it leaves the column unused', () => {
    const x = madeMatrix(600, columns, 5);
    const along = trainingSet(regression, x, columns, ([a, b, c]) => 3 * a! ** 2 - c! + (b! % 3));
    const raw = rawScores(fitted(along, { rounds: 80, directions: DIRECTIONS }), x, regression);
    const variance = along.y.reduce((sum, v) => sum + (v - along.y.reduce((a, b) => a + b) / 600) ** 2, 0);
    const error = raw.reduce((sum, v, i) => sum + (v - along.y[i]!) ** 2, 0);
    expect(error / variance).toBeLessThan(0.005);
    const against = trainingSet(regression, x, columns, ([a]) => -3 * a!);
    const { left, column } = fitted(against, { rounds: 5, directions: DIRECTIONS }).arrays;
    expect([...column.keys()].some((node) => left[node] !== 0 && column[node] === 0)).toBe(false);
  });

  test('all zeros are the free forest but for rounding', () => {
    const x = madeMatrix(300, columns, 6, 0.1);
    const train = trainingSet(binary, x, columns, ([a, b]) => Number((a || 0) + (b || 0) / 6 > 1));
    const free = rawScores(fitted(train), x, binary);
    const bounded = rawScores(fitted(train, { directions: new Int8Array(3) }), x, binary);
    bounded.forEach((v, i) => {
      expect(v).toBeCloseTo(free[i]!, 9);
    });
  });
});

describe('names of such columns', () => {
  const named = [
    { name: 'age', source: 'age' },
    { name: 'plan', source: 'plan', cardinality: 3 },
    { name: 'plan=a', source: 'plan' },
  ];
  const chosen = (
    increasing: string[],
    decreasing: string[] = [],
    task = regression as Parameters<typeof chooseDirections>[0]['task'],
  ) => chooseDirections({ task, columns: named }, { increasing, decreasing });

  test('become directions of the matrix', () => {
    expect(chosen(['age'])).toEqual(Int8Array.of(1, 0, 0));
    expect(chosen([], ['age'])).toEqual(Int8Array.of(-1, 0, 0));
    expect(chosen([])).toBeNull();
  });

  test.each([
    ['a category', () => chosen(['plan']), 'train/direction-column'],
    ['an unknown column', () => chosen([], ['agee']), 'train/direction-column'],
    ['a column in both lists', () => chosen(['age'], ['age']), 'train/direction-both'],
    ['several classes', () => chosen(['age'], [], threeClasses), 'train/direction-classes'],
  ])('are refused: %s', (_what, choose, code) => {
    expect(choose).toThrow(expect.objectContaining({ code }));
  });
});
