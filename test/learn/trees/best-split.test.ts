import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { random } from '../../../src/kernels/random.ts';
import { range } from '../../../src/kernels/range.ts';
import { FOUND, searchThresholds } from '../../../src/kernels/search-thresholds.ts';
import { bestSplit } from '../../../src/learn/trees/best-split.ts';
import { binMatrix, chooseBins } from '../../../src/learn/trees/bins.ts';
import { type LeafSums, SUMS } from '../../../src/learn/trees/leaf-sums.ts';
import type { GrowSettings } from '../../../src/learn/trees/settings.ts';
import { leafScore } from '../../../src/learn/trees/split.ts';
import { columnsOf, madeMatrix, plain } from './made-rows.ts';

const made = (cardinality: number | null, rows: number, seed: number, missing: number) => {
  const columns = columnsOf(cardinality, cardinality);
  const x = madeMatrix(rows, columns, seed, missing);
  const bins = chooseBins(plainKernels, x, columns, null, 12, random(1));
  const binned = binMatrix(plainKernels, x, bins);
  const r = random(seed + 1);
  const grad = Float64Array.from({ length: rows }, () => r() - 0.5);
  const hess = Float64Array.from({ length: rows }, () => 0.05 + r());
  const sumsOf = (column: number) => {
    const sums = new Float64Array(SUMS * 256);
    for (let i = 0; i < rows; i++) {
      const k = binned.codes[column * rows + i]! * SUMS;
      [grad[i]!, hess[i]!, 1].forEach((v, s) => {
        sums[k + s] = sums[k + s]! + v;
      });
    }
    return sums;
  };
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const leaf = { grad: sum(grad), hess: sum(hess), count: rows };
  const sums: LeafSums = {
    of: sumsOf,
    thresholds(columns, limits) {
      const hist = Float64Array.of(...sumsOf(0), ...sumsOf(1));
      const counts = Int32Array.from(bins, ({ kind, count }) => (kind === 'number' ? count : 0));
      const found = new Float64Array(FOUND * columns.length);
      const [units, all] = [Float64Array.of(1, 1, 1), Float64Array.from(limits)];
      searchThresholds(hist, 256, 0, columns, 0, columns.length, counts, units, all, found);
      return found;
    },
  };
  const split = (settings: GrowSettings) => bestSplit(sums, range(2), bins, leaf, settings);
  /** Gain of sending these bins left, straight from the rows; -Infinity when a child is too small. */
  const gainOf = (column: number, isLeft: (bin: number) => boolean, settings: GrowSettings, l2: number) => {
    const left = [...range(rows)].filter((i) => isLeft(binned.codes[column * rows + i]!));
    const g = left.reduce((s, i) => s + grad[i]!, 0);
    const h = left.reduce((s, i) => s + hess[i]!, 0);
    const n = left.length;
    if (Math.min(n, rows - n) < settings.minRowsPerLeaf) return -Infinity;
    if (Math.min(h, leaf.hess - h) < settings.minHessian) return -Infinity;
    const children = leafScore(g, h, l2) + leafScore(leaf.grad - g, leaf.hess - h, l2);
    return children - leafScore(leaf.grad, leaf.hess, settings.l2);
  };
  return { bins, split, gainOf };
};

const settingsOf = fc.record({
  minRowsPerLeaf: fc.integer({ min: 1, max: 8 }),
  minHessian: fc.double({ min: 1e-3, max: 3, noNaN: true }),
  l2: fc.double({ min: 0, max: 3, noNaN: true }),
});
const rowsOf = fc.integer({ min: 2, max: 60 });
const missingOf = fc.constantFrom(0, 0.3);

/** Both agree on the highest gain (or that there is none), and the split found has the gain it claims. */
function sameAsExhaustive(
  found: ReturnType<ReturnType<typeof made>['split']>,
  highest: number,
  gainOfFound: (goesLeft: Uint8Array, column: number) => number,
): void {
  if (found === null) expect(highest).toBeLessThanOrEqual(1e-9);
  else {
    expect(found.gain).toBeCloseTo(highest, 9);
    expect(gainOfFound(found.goesLeft, found.column)).toBeCloseTo(found.gain, 9);
  }
}

describe('best split', () => {
  it('of numbers is what trying every threshold with missing on either side finds', () => {
    fc.assert(
      fc.property(fc.integer(), rowsOf, missingOf, settingsOf, (seed, rows, missing, given) => {
        const settings = { ...plain, ...given };
        const { bins, split, gainOf } = made(null, rows, seed, missing);
        let highest = -Infinity;
        for (let c = 0; c < 2; c++)
          for (let b = 0; b <= bins[c]!.count; b++)
            for (const missingLeft of [false, true]) {
              const isLeft = (bin: number) => (bin === 0 ? missingLeft : bin <= b);
              highest = Math.max(highest, gainOf(c, isLeft, settings, settings.l2));
            }
        sameAsExhaustive(split(settings), highest, (goesLeft, column) =>
          gainOf(column, (bin) => goesLeft[bin] === 1, settings, settings.l2),
        );
      }),
    );
  });

  it('of few categories is the best one against the rest', () => {
    fc.assert(
      fc.property(fc.integer(), rowsOf, missingOf, settingsOf, (seed, rows, missing, given) => {
        const settings = { ...plain, ...given };
        const { bins, split, gainOf } = made(3, rows, seed, missing);
        let highest = -Infinity;
        for (let c = 0; c < 2; c++)
          for (let b = 0; b <= bins[c]!.count; b++)
            highest = Math.max(
              highest,
              gainOf(c, (bin) => bin === b, settings, settings.l2),
            );
        sameAsExhaustive(split(settings), highest, (goesLeft, column) =>
          gainOf(column, (bin) => goesLeft[bin] === 1, settings, settings.l2),
        );
      }),
    );
  });

  it('of many categories is the best of all subsets', () => {
    // Without smoothing and penalties the best subset is a prefix of the sorted categories (Fisher 1958).
    const settings = {
      ...plain,
      minRowsPerLeaf: 1,
      l2: 0,
      categoryL2: 0,
      categorySmoothing: 0,
      minHessian: 1e-9,
    };
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 40, max: 80 }), missingOf, (seed, rows, missing) => {
        const { bins, split, gainOf } = made(6, rows, seed, missing);
        let highest = -Infinity;
        for (let c = 0; c < 2; c++)
          for (let subset = 1; subset < 2 ** (bins[c]!.count + 1); subset++)
            highest = Math.max(
              highest,
              gainOf(c, (bin) => ((subset >> bin) & 1) === 1, settings, 0),
            );
        expect(split(settings)!.gain).toBeCloseTo(highest, 9);
      }),
      { numRuns: 30 },
    );
  });

  it('finds none in a column of one value', () => {
    const { split } = made(1, 30, 3, 0);
    expect(split(plain)).toBeNull();
  });
});
