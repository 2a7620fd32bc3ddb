import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputsOf, type Task } from '../../../src/contracts/task.ts';
import { type Forest, goesLeft } from '../../../src/learn/trees/forest.ts';
import { TreeExplainer } from '../../../src/learn/trees/shap.ts';
import { type Matrix, matrix } from '../../../src/table/matrix.ts';
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

/** Mean score of output k when only the columns in `known` are: unknown splits average by cover. */
function scoreKnowing(forest: Forest, x: Matrix, row: number, k: number, known: ReadonlySet<number>): number {
  const { base, root, left, column, cover, value } = forest.arrays;
  const walk = (node: number): number => {
    const next = left[node]!;
    if (next === 0) return value[node]!;
    if (known.has(column[node]!)) return walk(goesLeft(forest, x, row, node) ? next : next + 1);
    return (walk(next) * cover[next]! + walk(next + 1) * cover[next + 1]!) / cover[node]!;
  };
  let sum = base[k]!;
  for (let t = k; t < root.length - 1; t += base.length) sum += walk(root[t]!);
  return sum;
}

/** Shapley values by their definition: every subset of the other columns. */
function shapley(forest: Forest, x: Matrix, row: number, k: number): number[] {
  const m = x.cols;
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: m }, (_, c) => {
    let sum = 0;
    for (let subset = 0; subset < 2 ** m; subset++) {
      if ((subset >> c) & 1) continue;
      const known = new Set(Array.from({ length: m }, (_, i) => i).filter((i) => (subset >> i) & 1));
      const weight = (factorial(known.size) * factorial(m - known.size - 1)) / factorial(m);
      const without = scoreKnowing(forest, x, row, k, known);
      sum += weight * (scoreKnowing(forest, x, row, k, known.add(c)) - without);
    }
    return sum;
  });
}

const mixed = columnsOf(null, 3, null, 7);
const targets: [Task, (row: number[]) => number][] = [
  [
    regression,
    ([a, b, c, d]) => (a! > 0.4 ? 2 : 0) * (b === 1 ? 1 : -1) + (c! > 0.7 && d! % 2 === 1 ? 3 : 0),
  ],
  [binary, ([a, b, c, d]) => (a! + c! > 1 || b === 2 || d === 4 ? 1 : 0)],
  [threeClasses, ([a, b, , d]) => (d === 3 ? 2 : a! > 0.5 || b === 0 ? 1 : 0)],
];

describe('TreeSHAP', () => {
  it.each(targets)('gives the Shapley values of $category trees', (task, target) => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 0.2), (seed, missing) => {
        const x = madeMatrix(120, mixed, seed, missing);
        const forest = fitted(trainingSet(task, x, mixed, target), { rounds: 4, rowShare: 0.8 });
        const outputs = outputsOf(task);
        const out = new Float64Array(x.cols * outputs);
        const explainer = new TreeExplainer(forest);
        for (const row of [0, 1, 2]) {
          explainer.contributions(x, row, out);
          for (let k = 0; k < outputs; k++) {
            const exact = shapley(forest, x, row, k);
            for (let c = 0; c < x.cols; c++) expect(out[k * x.cols + c]).toBeCloseTo(exact[c]!, 9);
          }
        }
      }),
      { numRuns: 8 },
    );
  });

  it('adds up to the raw score within 1e-9, on deep trees of many columns too', () => {
    const columns = columnsOf(...Array.from({ length: 40 }, () => null));
    const x = madeMatrix(1500, columns, 5, 0.05);
    const chain = (row: number[]): number => row.findIndex((v) => v > 0.9);
    const forest = fitted(trainingSet(regression, x, columns, chain), { rounds: 5, maxLeaves: 63 });
    const raw = rawScores(forest, x, regression);
    const out = new Float64Array(40);
    const explainer = new TreeExplainer(forest);
    for (let row = 0; row < 10; row++) {
      explainer.contributions(x, row, out);
      const sum = out.reduce((a, b) => a + b, explainer.base[0]!);
      expect(Math.abs(sum - raw[row]!)).toBeLessThan(1e-9);
    }
  });

  it('starts from the mean score of the training rows', () => {
    const x = madeMatrix(300, mixed, 8, 0.1);
    const [task, target] = targets[0]!;
    const forest = fitted(trainingSet(task, x, mixed, target), { rowShare: 0.7, columnShare: 0.6 });
    const raw = rawScores(forest, x, task);
    const mean = raw.reduce((a, b) => a + b, 0) / raw.length;
    expect(new TreeExplainer(forest).base[0]).toBeCloseTo(mean, 9);
  });

  it('gives nothing to columns that no tree looks at', () => {
    const x = matrix(50, 1, new Float64Array(50).fill(3));
    const forest = fitted(trainingSet(regression, x, columnsOf(null), () => 7));
    const out = Float64Array.of(99);
    new TreeExplainer(forest).contributions(x, 0, out);
    expect([...out]).toEqual([0]);
    expect([...new TreeExplainer(forest).base]).toEqual([7]);
  });
});
