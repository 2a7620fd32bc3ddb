import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/contracts/task.ts';
import { type Forest, goesLeft } from '../../../src/learn/trees/forest.ts';
import { type Matrix, matrix, takeMatrix } from '../../../src/table/matrix.ts';
import {
  binary,
  columnsOf,
  fitted,
  madeMatrix,
  rawScores,
  regression,
  threeClasses,
  trainingSet,
} from './made-rows.ts';

/** The plain reading of the arrays: one node after another, one tree after another. */
function slowScore(forest: Forest, x: Matrix, row: number, k: number): number {
  const { base, root, left, value } = forest.arrays;
  let sum = 0;
  for (let t = k; t < root.length - 1; t += base.length) {
    let node = root[t]!;
    while (left[node] !== 0) node = left[node]! + (goesLeft(forest, x, row, node) ? 0 : 1);
    sum += value[node]!;
  }
  return base[k]! + sum;
}

const columns = columnsOf(null, 5, null, 70);
const target = ([a, b, c, d]: number[]): number =>
  (Number.isNaN(a!) ? 1 : a! > 0.3 ? 2 : 0) + (b === 3 ? 1 : 0) + (d! % 3 === 1 ? 1 : 0) + (c! < 0.5 ? 1 : 0);
const cases: [Task, (row: number[]) => number][] = [
  [regression, target],
  [binary, (row) => (target(row) > 2 ? 1 : 0)],
  [threeClasses, (row) => Math.round(target(row)) % 3],
];

/** Values that training never saw: between and beyond the thresholds, infinite, huge, unknown codes. */
const strange = fc.oneof(
  fc.double(),
  fc.integer({ min: -2, max: 90 }),
  fc.constantFrom(0.3, 0.5, -0, 1e308, Number.NaN, Infinity, -Infinity),
);

describe('scoring', () => {
  it.each(cases)('walks $category trees as the arrays say, whatever the values', (task, truth) => {
    const forest = fitted(trainingSet(task, madeMatrix(500, columns, 3, 0.15), columns, truth));
    const outputs = forest.arrays.base.length;
    fc.assert(
      fc.property(fc.array(strange, { minLength: 4, maxLength: 4 }), (row) => {
        const x = matrix(1, 4, Float64Array.from(row));
        const raw = rawScores(forest, x, task);
        for (let k = 0; k < outputs; k++) expect(raw[k]).toBe(slowScore(forest, x, 0, k));
      }),
    );
  });

  it.each(cases)('gives a $category row the same score alone and in a batch', (task, truth) => {
    const x = madeMatrix(200, columns, 4, 0.15);
    const forest = fitted(trainingSet(task, x, columns, truth));
    const outputs = forest.arrays.base.length;
    const batch = rawScores(forest, x, task);
    for (let i = 0; i < 200; i++) {
      const alone = rawScores(forest, takeMatrix(x, Int32Array.of(i)), task);
      expect([...alone]).toEqual([...batch.subarray(i * outputs, (i + 1) * outputs)]);
    }
  });

  it('puts a value on the threshold left, and the next one right', () => {
    for (const missing of [0, 0.3]) {
      const x = madeMatrix(300, columnsOf(null), 5, missing);
      const forest = fitted(
        trainingSet(regression, x, columnsOf(null), ([v]) => (v! <= 0.5 || Number.isNaN(v!) ? 0 : 1)),
        { rounds: 1, maxLeaves: 2 },
      );
      const t = forest.arrays.threshold[0]!;
      const above = t + 2 ** -53;
      const [on, over] = rawScores(forest, matrix(2, 1, Float64Array.of(t, above)), regression);
      expect(above).toBeGreaterThan(t);
      expect(over! - on!).toBeGreaterThan(0.05);
    }
  });
});
