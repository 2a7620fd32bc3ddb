import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { random } from '../../../src/kernels/random.ts';
import { greedySelection } from '../../../src/learn/ensemble/greedy-selection.ts';
import { stackedWeights } from '../../../src/learn/ensemble/stacked-weights.ts';

interface Golden {
  readonly stacking: readonly {
    readonly category: string;
    readonly strength: number;
    readonly y: number[];
    readonly predicted: number[][];
    readonly weights: number[];
  }[];
  readonly greedy: readonly {
    readonly rounds: number;
    readonly best: number;
    readonly y: number[];
    readonly library: number[][];
    readonly counts: number[];
    readonly of: number;
  }[];
}

const file = join(import.meta.dirname, '../../golden/ensembles/ensembles.json');
const golden: Golden = JSON.parse(readFileSync(file, 'utf8'));

describe.each(golden.stacking)('stacking of a $category target at strength $strength', (g) => {
  const outputs = g.category === 'multiclass' ? 3 : 1;
  const unseen = {
    predicted: g.predicted.map((p) => Float64Array.from(p)),
    y: Float64Array.from(g.y),
    weights: null,
  };

  test('finds the weights that L-BFGS-B finds', () => {
    const found = stackedWeights(unseen, outputs, g.category !== 'regression', g.strength);
    g.weights.forEach((weight, i) => {
      expect(found[i]).toBeCloseTo(weight, 5);
    });
    g.weights.forEach((weight, i) => {
      if (weight === 0) expect(found[i]).toBe(0);
    });
  });

  test('a row of weight 2 is that row twice', () => {
    const heavy = unseen.y.map((_, r) => (r % 4 === 0 ? 2 : 1));
    const rows = [...heavy.keys()].flatMap((r) => (heavy[r] === 2 ? [r, r] : [r]));
    const twice = {
      predicted: unseen.predicted.map((p) =>
        Float64Array.from(rows.flatMap((r) => [...p.subarray(r * outputs, (r + 1) * outputs)])),
      ),
      y: Float64Array.from(rows, (r) => unseen.y[r]!),
      weights: null,
    };
    const classes = g.category !== 'regression';
    const a = stackedWeights({ ...unseen, weights: heavy }, outputs, classes, g.strength);
    const b = stackedWeights(twice, outputs, classes, g.strength);
    a.forEach((weight, i) => {
      expect(weight).toBeCloseTo(b[i]!, 6);
    });
  });
});

test.each(golden.greedy)('greedy selection adds what the reference adds, from the best $best', (g) => {
  const library = g.library.map((p) => Float64Array.from(p));
  const loss = (mean: Float64Array): number =>
    mean.reduce((sum, p, r) => sum + (p - g.y[r]!) ** 2, 0) / mean.length;
  const options = { rounds: g.rounds, best: g.best, bags: 1, share: 1 };
  const shares = greedySelection(library, loss, options, random(1));
  expect([...shares].map((share) => Math.round(share * g.of))).toEqual(g.counts);

  // However it is bagged, shares sum to 1 and no bag counts a member that it did not draw.
  const bagged = greedySelection(library, loss, { ...options, bags: 7, share: 0.4 }, random(1));
  expect(bagged.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  expect([...bagged].filter((share) => share > 0).length).toBeGreaterThan(2);
});

test('a member without a defined loss is never chosen, and one alone is all there is', () => {
  const loss = (mean: Float64Array): number => mean[0]!;
  const options = { rounds: 5, best: 2, bags: 1, share: 1 };
  const library = [Float64Array.of(Number.NaN), Float64Array.of(3), Float64Array.of(2)];
  expect([...greedySelection(library, loss, options, random(1))]).toEqual([0, 0, 1]);
  expect([...greedySelection([Float64Array.of(Number.NaN)], loss, options, random(1))]).toEqual([1]);
});
