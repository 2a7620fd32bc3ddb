import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietRun } from '../../../src/contracts/run.ts';
import { fail } from '../../../src/errors/fail.ts';
import { random } from '../../../src/kernels/random.ts';
import { fitForest } from '../../../src/learn/trees/boost.ts';
import { gainShares } from '../../../src/learn/trees/importances.ts';
import { matrix, takeMatrix } from '../../../src/table/matrix.ts';
import {
  binary,
  columnsOf,
  fitted,
  madeMatrix,
  plain,
  rawScores,
  regression,
  rowOf,
  threeClasses,
  trainingSet,
} from './made-rows.ts';

const mixed = columnsOf(null, 6, null);
const wavy = ([a, b, c]: number[]): number => Math.sin(6 * (a ?? 0)) + (b === 2 ? 1 : 0) + (c ?? 0);
const present = (row: number[]): number[] => row.map((v) => (Number.isNaN(v) ? -0.3 : v));
const curve = (row: number[]): number => wavy(present(row));
const largest = (values: Iterable<number>): number =>
  [...values].reduce((a, b) => Math.max(a, Math.abs(b)), 0);

describe('boosting', () => {
  it('fits the same forest twice, sampling and early stopping included, and another with another seed', () => {
    const train = trainingSet(regression, madeMatrix(400, mixed, 1, 0.1), mixed, curve);
    const given = { rowShare: 0.7, columnShare: 0.7, patience: 5, rounds: 40 };
    expect(fitted(train, given, 7)).toEqual(fitted(train, given, 7));
    expect(fitted(train, given, 8).arrays.value).not.toEqual(fitted(train, given, 7).arrays.value);
  });

  it('sees a row of weight 2 as the row twice', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(regression, binary, threeClasses), (seed, task) => {
        const x = madeMatrix(150, mixed, seed, 0.1);
        const r = random(seed);
        const noisy = (row: number[]) => {
          const v = curve(row) + r();
          return task === regression
            ? v
            : task === binary
              ? Number(v > 1)
              : Math.min(2, Math.max(0, Math.floor(v)));
        };
        const once = trainingSet(task, x, mixed, noisy);
        // Weights of their own: where two splits gain the same, as they often do of equal rows, rounding may choose either.
        // Weights are counted in steps, of which these are multiples: see kernels/pack-derivatives.ts.
        const own = Float64Array.from({ length: 150 }, () => 0.5 + Math.floor(64 * r()) / 64);
        const weights = own.map((w, i) => (i % 2 === 1 ? 2 * w : w));
        const twice = Int32Array.from([...own].flatMap((_, i) => (i % 2 === 1 ? [i, i] : [i])));
        const repeated = {
          ...once,
          x: takeMatrix(x, twice),
          y: Float64Array.from(twice, (i) => once.y[i]!),
          weights: Float64Array.from(twice, (i) => own[i]!),
        };
        const given = { rounds: 3, minRowsPerLeaf: 20 };
        const a = rawScores(fitted({ ...once, weights }, given), x, task);
        const b = rawScores(fitted(repeated, given), x, task);
        // Derivatives are rounded, and a doubled one may round to another side.
        expect(largest(a.map((v, i) => v - b[i]!))).toBeLessThan(1e-5);
      }),
      { numRuns: 15 },
    );
  });

  it('grows the same trees on training rows when a column is stretched, keeping its order', () => {
    const columns = columnsOf(null, null, null);
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(Math.exp, Math.cbrt, (v: number) => 1e12 * v - 5),
        (seed, stretch) => {
          const x = madeMatrix(200, columns, seed, 0.1);
          const train = trainingSet(regression, x, columns, curve);
          const stretched = matrix(200, 3, x.data.map(stretch));
          const a = fitted(train);
          const b = fitted({ ...train, x: stretched });
          expect(rawScores(a, x, regression)).toEqual(rawScores(b, stretched, regression));
          expect(a.arrays.column).toEqual(b.arrays.column);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('lowers the training loss in every round', () => {
    const x = madeMatrix(300, mixed, 2);
    const train = trainingSet(regression, x, mixed, curve);
    let before = Infinity;
    for (const rounds of [1, 2, 5, 20, 80]) {
      const raw = rawScores(fitted(train, { rounds }), x, regression);
      const loss = raw.reduce((sum, v, i) => sum + (v - train.y[i]!) ** 2, 0);
      expect(loss).toBeLessThan(before);
      before = loss;
    }
  });

  it('keeps within leaves, depth and rows of a leaf', () => {
    const x = madeMatrix(500, mixed, 3);
    const train = trainingSet(regression, x, mixed, curve);
    const { root, left, cover } = fitted(train, { maxLeaves: 12, maxDepth: 4, minRowsPerLeaf: 13 }).arrays;
    for (let t = 0; t < root.length - 1; t++) {
      const depthBelow = (node: number): number =>
        left[node] === 0 ? 0 : 1 + Math.max(depthBelow(left[node]!), depthBelow(left[node]! + 1));
      expect(depthBelow(root[t]!)).toBeLessThanOrEqual(4);
      expect(root[t + 1]! - root[t]!).toBeLessThanOrEqual(2 * 12 - 1);
      expect(cover[root[t]!]).toBe(500);
      for (let i = root[t]!; i < root[t + 1]!; i++) expect(cover[i]).toBeGreaterThanOrEqual(13);
    }
  });

  it('learns where missing values belong', () => {
    const columns = columnsOf(null);
    const x = madeMatrix(400, columns, 4, 0.3);
    // Missing rows are like the high ones; and in the other world like none.
    for (const ofMissing of [1, 5]) {
      const train = trainingSet(regression, x, columns, ([v]) =>
        Number.isNaN(v!) ? ofMissing : v! > 0.5 ? 1 : 0,
      );
      const raw = rawScores(fitted(train, { rounds: 100 }), x, regression);
      expect(largest(raw.map((v, i) => v - train.y[i]!))).toBeLessThan(0.05);
    }
  });

  it('sends values missing for the first time with the larger child', () => {
    const x = matrix(
      100,
      1,
      Float64Array.from({ length: 100 }, (_, i) => (i < 30 ? 0 : 1)),
    );
    const forest = fitted(
      trainingSet(regression, x, columnsOf(null), ([v]) => v!),
      { rounds: 1 },
    );
    const [missing, high] = rawScores(forest, matrix(2, 1, Float64Array.of(Number.NaN, 1)), regression);
    expect(missing).toBe(high);
  });

  it('learns a set of categories, a new category like a missing one', () => {
    const columns = columnsOf(40);
    const x = madeMatrix(2000, columns, 5, 0.05);
    const train = trainingSet(binary, x, columns, ([v]) => (v! % 3 === 0 || Number.isNaN(v!) ? 1 : 0));
    const forest = fitted(train, { rounds: 30, maxLeaves: 4 });
    const raw = rawScores(forest, x, binary);
    expect(raw.every((v, i) => v > 0 === (train.y[i] === 1))).toBe(true);
    const [missing, unseen] = rawScores(forest, matrix(2, 1, Float64Array.of(Number.NaN, 40)), binary);
    expect(unseen).toBe(missing);
  });

  it('credits the columns that matter', () => {
    const columns = columnsOf(null, null, null);
    const x = madeMatrix(500, columns, 6);
    const shares = gainShares(fitted(trainingSet(regression, x, columns, ([a, , c]) => 3 * a! + c!)));
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(shares[0]).toBeGreaterThan(0.7);
    expect(shares[1]).toBeLessThan(0.02);
  });

  it('reports progress that rises to 1, and stops when cancelled', () => {
    const train = trainingSet(regression, madeMatrix(200, mixed, 7), mixed, curve);
    const told: number[] = [];
    fitForest(train, { ...plain, patience: 3 }, { ...quietRun(), progress: (f) => told.push(f) });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
    let calls = 0;
    const checkCancelled = () => {
      if (++calls > 20) throw fail('train/cancelled', { what: 'The run' });
    };
    expect(() => fitForest(train, plain, { ...quietRun(), checkCancelled })).toThrow(/cancelled/);
  });
});

describe('early stopping', () => {
  const x = madeMatrix(400, mixed, 11);
  const r = random(12);
  const noisy = trainingSet(regression, x, mixed, (row) => curve(row) + 4 * r());

  it('keeps the round with the lowest loss on validation rows', () => {
    const vx = madeMatrix(200, mixed, 13);
    const validation = {
      x: vx,
      y: Float64Array.from({ length: 200 }, (_, i) => curve(rowOf(vx, i)) + 2),
      weights: null,
    };
    const loss = (rounds: number) => {
      const raw = rawScores(fitted(noisy, { rounds }), vx, regression);
      return raw.reduce((sum, v, i) => sum + (v - validation.y[i]!) ** 2, 0);
    };
    const losses = Array.from({ length: 61 }, (_, rounds) => loss(rounds));
    const best = losses.indexOf(Math.min(...losses));
    const stopped = fitted({ ...noisy, validation }, { patience: 60, rounds: 60 });
    expect(stopped.arrays.root.length - 1).toBe(best);
    expect(best).toBeLessThan(60);
  });

  it('counts rounds on held-out rows and then grows them on all rows', () => {
    const forest = fitted(noisy, { patience: 5, rounds: 200 });
    const trees = forest.arrays.root.length - 1;
    expect(trees).toBeGreaterThan(0);
    expect(trees).toBeLessThan(100);
    expect(forest.arrays.cover[0]).toBe(400);
  });

  it('keeps no tree when none helps', () => {
    const noise = random(14);
    const forest = fitted(
      trainingSet(binary, x, mixed, () => (noise() < 0.3 ? 1 : 0)),
      { patience: 10, rounds: 100, minRowsPerLeaf: 1 },
    );
    expect(forest.arrays.root.length - 1).toBeLessThan(10);
  });
});

describe('odd data', () => {
  it.each([regression, binary, threeClasses])('of one target value: $category gives that value', (task) => {
    const x = madeMatrix(60, mixed, 21, 0.2);
    for (const patience of [0, 5]) {
      const forest = fitted(
        trainingSet(task, x, mixed, () => 1),
        { patience },
      );
      const raw = rawScores(forest, x, task);
      expect(raw.every(Number.isFinite)).toBe(true);
      expect(new Set(raw.filter((_, i) => i % forest.arrays.base.length === 0)).size).toBe(1);
      expect([...gainShares(forest)]).toEqual([0, 0, 0]);
    }
  });

  it('of one row, of no value, and of no column', () => {
    const one = trainingSet(regression, matrix(1, 1, Float64Array.of(3)), columnsOf(null), () => 5);
    expect([...rawScores(fitted(one, { patience: 5 }), one.x, regression)]).toEqual([5]);
    const empty = matrix(50, 1, new Float64Array(50).fill(Number.NaN));
    const none = trainingSet(regression, empty, columnsOf(null), () => 5);
    expect(new Set(rawScores(fitted(none, { patience: 5 }), empty, regression))).toEqual(new Set([5]));
    const bare = { ...none, x: matrix(50, 0), columns: [] };
    expect(rawScores(fitted(bare), bare.x, regression)[0]).toBe(5);
  });

  it('of ten thousand columns, within the memory that histograms may take', () => {
    const columns = columnsOf(...Array<null>(10_000).fill(null));
    const x = madeMatrix(200, columns, 23);
    const before = process.memoryUsage().arrayBuffers;
    const forest = fitted(
      trainingSet(regression, x, columns, ([a]) => a!),
      { rounds: 1, maxLeaves: 31 },
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 29 * 1.1);
    expect(gainShares(forest)[0]).toBeGreaterThan(0.8);
  });

  it('of huge and infinite values', () => {
    const x = madeMatrix(200, columnsOf(null), 22);
    x.data.forEach((v, i) => {
      x.data[i] = v < 0.2 ? -Infinity : v < 0.4 ? -1e308 : v < 0.6 ? 1e308 : v < 0.8 ? Infinity : v;
    });
    const train = trainingSet(regression, x, columnsOf(null), ([v]) => (v! > 1 ? 1 : 0));
    const raw = rawScores(fitted(train, { rounds: 80 }), x, regression);
    expect(largest(raw.map((v, i) => v - train.y[i]!))).toBeLessThan(0.01);
  });
});
