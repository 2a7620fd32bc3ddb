import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { measure } from '../../../src/explain/measure.ts';
import { spearman } from '../../../src/kernels/correlation.ts';
import { random } from '../../../src/kernels/random.ts';
import { averagePath } from '../../../src/learn/anomaly/average-path.ts';
import { growIsolationForest } from '../../../src/learn/anomaly/isolation-forest.ts';
import { openIsolation } from '../../../src/learn/anomaly/isolation-scores.ts';
import { prAuc } from '../../../src/metrics/pr-auc.ts';
import { rocAuc } from '../../../src/metrics/roc-auc.ts';
import { type Matrix, matrix, takeMatrix } from '../../../src/table/matrix.ts';

interface Golden {
  readonly peer: string;
  readonly x: number[][];
  readonly truth: number[];
  readonly averagePath: { readonly sizes: number[]; readonly paths: number[] };
  readonly scores: Record<string, number[]>;
  readonly rocAuc: number;
  readonly averagePrecision: number;
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../golden/anomaly/anomaly.json'), 'utf8'),
);
const x = matrix(golden.truth.length, golden.x.length, Float64Array.from(golden.x.flat()));
const truth = Float64Array.from(golden.truth);

function scoresOf(
  rows: Matrix,
  settings: { trees: number; sampleRows: number },
  weights: Float64Array | null = null,
) {
  const out = new Float64Array(rows.rows);
  openIsolation(growIsolationForest(rows, weights, settings, quietRun()))(rows, out);
  return out;
}

describe(`beside ${golden.peer}`, () => {
  test('the mean path among n random values is the same', () => {
    golden.averagePath.sizes.forEach((n, i) => {
      expect(averagePath(n)).toBeCloseTo(golden.averagePath.paths[i]!, 12);
    });
  });

  test.each(Object.entries(golden.scores))(
    'scores are the same but for chance, %s rows a tree',
    (size, scores) => {
      const ours = scoresOf(x, { trees: 1000, sampleRows: Number(size) });
      const theirs = Float64Array.from(scores);
      expect(spearman(ours, theirs)).toBeGreaterThan(0.99);
      const apart = ours.map((v, i) => Math.abs(v - theirs[i]!));
      expect(Math.max(...apart)).toBeLessThan(0.03);
      const mean = ours.reduce((sum, v, i) => sum + v - theirs[i]!, 0) / ours.length;
      expect(Math.abs(mean)).toBeLessThan(0.003);
    },
  );

  test('strewn rows are found as well', () => {
    const ours = scoresOf(x, { trees: 300, sampleRows: 256 });
    const context = { task: { category: 'binary', classes: ['band', 'strewn'] }, threshold: 0.5 } as const;
    expect(Math.abs(measure(rocAuc, context, truth, ours, 1) - golden.rocAuc)).toBeLessThan(0.01);
    expect(Math.abs(measure(prAuc, context, truth, ours, 1) - golden.averagePrecision)).toBeLessThan(0.05);
  });
});

test('a row of weight 2 is that row twice, where all rows are taken', () => {
  const some = takeMatrix(
    x,
    Int32Array.from({ length: 60 }, (_, i) => 10 * i),
  );
  const heavy = Float64Array.from({ length: 60 }, (_, r) => 1 + (r % 2));
  const twice = Int32Array.from([...heavy.keys()].flatMap((r) => (heavy[r] === 2 ? [r, r] : [r])));
  const settings = { trees: 20, sampleRows: 1000 };
  const a = scoresOf(some, settings, heavy);
  const b = scoresOf(takeMatrix(some, twice), settings);
  expect(Float64Array.from(twice, (r) => a[r]!)).toEqual(b);
});

test('heavy rows are drawn more often: they stand less apart', () => {
  const weights = Float64Array.from(truth, (t) => (t === 1 ? 50 : 1));
  const settings = { trees: 200, sampleRows: 128 };
  const mean = (scores: Float64Array) => scores.reduce((sum, s, i) => sum + (truth[i] === 1 ? s : 0), 0) / 30;
  expect(mean(scoresOf(x, settings, weights))).toBeLessThan(mean(scoresOf(x, settings)) - 0.05);
});

test('missing values are taken as they come', () => {
  const r = random(5);
  const holes = matrix(
    x.rows,
    x.cols,
    x.data.map((v) => (r() < 0.2 ? Number.NaN : v)),
  );
  const scores = scoresOf(holes, { trees: 300, sampleRows: 256 });
  expect(scores.every((s) => s > 0 && s < 1)).toBe(true);
  const context = { task: { category: 'binary', classes: ['band', 'strewn'] }, threshold: 0.5 } as const;
  expect(measure(rocAuc, context, truth, scores, 1)).toBeGreaterThan(0.85);
});

test('takes one row, equal rows, missing columns and huge numbers', () => {
  const settings = { trees: 5, sampleRows: 256 };
  expect(scoresOf(matrix(1, 2, Float64Array.of(1, 2)), settings)).toEqual(Float64Array.of(0.5));
  const flat = scoresOf(matrix(9, 2, new Float64Array(18).fill(3)), settings);
  expect(new Set(flat).size).toBe(1);
  expect(flat[0]).toBeCloseTo(0.5, 12);
  const huge = matrix(4, 2, Float64Array.of(-1e308, 1e308, 0, 1e-300, NaN, NaN, NaN, NaN));
  expect(scoresOf(huge, settings).every((s) => s > 0 && s < 1)).toBe(true);
});
