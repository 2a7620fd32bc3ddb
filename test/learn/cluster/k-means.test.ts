import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { quietRun, type Run } from '../../../src/contracts/run.ts';
import { fail } from '../../../src/errors/fail.ts';
import { random } from '../../../src/kernels/random.ts';
import { centredRows } from '../../../src/learn/cluster/centred-rows.ts';
import { type KMeansSettings, kMeans } from '../../../src/learn/cluster/k-means.ts';
import { lloyd } from '../../../src/learn/cluster/lloyd.ts';
import { startCentres } from '../../../src/learn/cluster/start-centres.ts';
import { type Matrix, matrix } from '../../../src/table/matrix.ts';

interface Golden {
  readonly peer: string;
  readonly sets: Record<string, number[][]>;
  readonly kMeans: readonly {
    readonly data: string;
    readonly weighted: boolean;
    readonly start: number[][];
    readonly centres: number[][];
    readonly labels: number[];
    readonly inertia: number;
    readonly iterations: number;
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../golden/cluster/cluster.json'), 'utf8'),
);

const usual: KMeansSettings = {
  clusters: 3,
  start: 'k-means++',
  starts: 1,
  iterations: 300,
  tolerance: 1e-4,
};
const fast = (threads: number): Run => ({ ...quietRun(), kernels: wasmKernels(threads) });
const one = fast(1);

/** Rows about k places, some of them between two. */
function made(rows: number, cols: number, seed: number, places = 5): Matrix {
  const r = random(seed);
  const at = Float64Array.from({ length: places * cols }, () => 4 * r());
  return matrix(
    rows,
    cols,
    Float64Array.from({ length: rows * cols }, (_, i) => {
      const place = (i % rows) % places;
      return at[place * cols + Math.floor(i / rows)]! + r() + r();
    }),
  );
}

describe(`k-means from given centres is that of ${golden.peer}`, () => {
  test.each(golden.kMeans.map((given) => ({ ...given, k: given.start.length })))(
    '$data, $k clusters, weighted $weighted',
    ({ data, weighted, start, centres, labels, inertia, iterations, k }) => {
      const columns = golden.sets[data]!;
      const rows = columns[0]!.length;
      const x = matrix(rows, columns.length, Float64Array.from(columns.flat()));
      const weights = weighted ? Float64Array.from({ length: rows }, (_, r) => [1, 2, 1, 0.5][r % 4]!) : null;
      for (const run of [quietRun(), one]) {
        const found = kMeans(
          x,
          weights,
          { ...usual, clusters: k, start: Float64Array.from(start.flat()) },
          run,
        );
        expect([...found.labels]).toEqual(labels);
        expect(found.iterations).toBe(iterations);
        expect(Math.abs(found.inertia / inertia - 1)).toBeLessThan(1e-12);
        centres.flat().forEach((v, i) => {
          expect(Math.abs(found.centres[i]! - v)).toBeLessThan(1e-9 * (1 + Math.abs(v)));
        });
      }
    },
  );
});

test('labels are those of a search through all centres, whatever the bounds let it skip, in both forms alike', () => {
  const shapes = fc.record({
    rows: fc.integer({ min: 1, max: 60 }),
    cols: fc.integer({ min: 1, max: 9 }),
    k: fc.integer({ min: 1, max: 20 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
    iterations: fc.integer({ min: 1, max: 12 }),
    coarse: fc.boolean(),
  });
  fc.assert(
    fc.property(shapes, ({ rows, cols, k, seed, iterations, coarse }) => {
      const drawn = made(rows, cols, seed);
      // Whole numbers are often equally far from two centres, and often equal.
      const data = coarse ? Float64Array.from(drawn.data, (v) => Math.round(v / 3)) : drawn.data;
      const x = matrix(rows, cols, Float64Array.from(data));
      const weights = Float64Array.from({ length: rows }, (_, r) => 1 + (r % 3));
      const results = [quietRun(), one].map((run) =>
        run.kernels.scope(() => {
          const laid = centredRows(x, weights, run.kernels);
          const start = startCentres(laid, k, 'random', random(seed), run.kernels);
          const found = lloyd(laid, start, { iterations, tolerance: 0 }, run);
          for (let r = 0; r < rows; r++) {
            const distance = (j: number) => {
              let sum = 0;
              for (let c = 0; c < cols; c++)
                sum += (laid.x[r * cols + c]! - found.centres[j * cols + c]!) ** 2;
              return sum;
            };
            const least = Math.min(...Array.from({ length: k }, (_, j) => distance(j)));
            expect(distance(found.labels[r]!)).toBeLessThanOrEqual(least + 1e-14);
          }
          return found;
        }),
      );
      expect(results[0]).toEqual(results[1]);
    }),
    { numRuns: 60 },
  );
});

test('several threads give what one gives, to the last bit', () => {
  const x = made(40_000, 3, 4, 12);
  const settings = { ...usual, clusters: 12, iterations: 20 };
  expect(kMeans(x, null, settings, fast(3))).toEqual(kMeans(x, null, settings, one));
});

test('a row of weight 2 is that row twice', () => {
  const [x, twice] = [made(90, 4, 1), matrix(180, 4)];
  for (let i = 0; i < twice.data.length; i++) twice.data[i] = x.data[i >> 1]!;
  const start = Float64Array.from({ length: 12 }, (_, i) => x.data[(i % 4) * 90 + Math.floor(i / 4)]!);
  const a = kMeans(x, new Float64Array(90).fill(2), { ...usual, start }, quietRun());
  const b = kMeans(twice, null, { ...usual, start }, quietRun());
  expect(a.inertia).toBeCloseTo(b.inertia, 9);
  a.centres.forEach((v, i) => void expect(v).toBeCloseTo(b.centres[i]!, 12));
});

test('k-means++ begins nearer to the end than rows drawn alike', () => {
  const x = made(3000, 8, 8, 25);
  const inertia = (start: 'k-means++' | 'random', seed: number) =>
    kMeans(x, null, { ...usual, clusters: 25, start, iterations: 1 }, { ...one, seed }).inertia;
  const seeds = [1, 2, 3, 4, 5];
  const mean = (start: 'k-means++' | 'random') => seeds.reduce((s, seed) => s + inertia(start, seed), 0) / 5;
  expect(mean('k-means++')).toBeLessThan(0.7 * mean('random'));
});

test('of several starts the best is kept; the same seed gives the same clusters', () => {
  const x = made(400, 2, 8, 15);
  const settings: KMeansSettings = { ...usual, clusters: 15, start: 'random' };
  const single = kMeans(x, null, settings, one);
  const several = kMeans(x, null, { ...settings, starts: 8 }, one);
  expect(several.inertia).toBeLessThan(single.inertia);
  expect(kMeans(x, null, settings, one)).toEqual(single);
});

test('takes more clusters than rows, equal rows, huge and tiny numbers', () => {
  for (const x of [
    made(3, 2, 1),
    matrix(20, 2, new Float64Array(40).fill(7)),
    matrix(4, 1, Float64Array.of(1e150, -1e150, 1e-150, 0)),
  ])
    for (const start of ['k-means++', 'random', 'farthest'] as const) {
      const found = kMeans(x, null, { ...usual, clusters: 5, start }, quietRun());
      expect(found.centres.every(Number.isFinite)).toBe(true);
      expect(found.inertia).toBeCloseTo(0, 12);
    }
});

test('stops with train/cancelled, and tells its progress in 0..1', () => {
  const cancelled = fail('train/cancelled', { what: 'The test' });
  const stop: Run = {
    ...quietRun(),
    checkCancelled() {
      throw cancelled;
    },
  };
  expect(() => kMeans(made(50, 2, 1), null, usual, stop)).toThrow(cancelled);
  const told: number[] = [];
  kMeans(made(500, 2, 1), null, { ...usual, starts: 3 }, { ...one, progress: (f) => told.push(f) });
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(Math.max(...told)).toBeLessThanOrEqual(1);
});
