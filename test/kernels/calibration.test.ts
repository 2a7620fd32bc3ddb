import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inverseTemperature } from '../../src/kernels/inverse-temperature.ts';
import { heightAt, isotonic } from '../../src/kernels/isotonic.ts';
import { shiftPriors } from '../../src/kernels/shift-priors.ts';

/** Made by scikit-learn and SciPy: test/golden/calibration/make.py. */
const golden = JSON.parse(
  readFileSync(new URL('../golden/calibration/calibration.json', import.meta.url), 'utf8'),
) as {
  isotonic: {
    name: string;
    x: number[];
    y: number[];
    weights: number[] | null;
    at: number[];
    is: number[];
  }[];
  temperatures: {
    name: string;
    said: number[][];
    truth: number[];
    weights: number[] | null;
    inverse: number;
  }[];
};
const floats = (values: readonly number[]): Float64Array => Float64Array.from(values);

describe('isotonic regression', () => {
  test.each(golden.isotonic)('is that of scikit-learn: $name', ({ x, y, weights, at, is }) => {
    const line = isotonic(floats(x), floats(y), weights && floats(weights));
    at.forEach((place, i) => {
      expect(heightAt(line, 0, line.x.length, place)).toBeCloseTo(is[i]!, 12);
    });
  });

  test('never falls, keeps the mean, and leaves what is in order alone', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: -9, max: 9 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, (pairs) => {
        const x = floats(pairs.map(([a]) => a));
        const y = floats(pairs.map(([, b]) => b));
        const line = isotonic(x, y, null);
        const at = x.map((value) => heightAt(line, 0, line.x.length, value));
        const sum = (values: Float64Array) => values.reduce((a, b) => a + b);
        expect(sum(at)).toBeCloseTo(sum(y), 9);
        line.y.forEach((value, i) => {
          if (i > 0) expect(value).toBeGreaterThanOrEqual(line.y[i - 1]!);
        });
        const sorted = y.toSorted();
        const ordered = isotonic(floats(pairs.map((_, i) => i)), sorted, null);
        pairs.forEach((_, i) => {
          expect(heightAt(ordered, 0, ordered.x.length, i)).toBeCloseTo(sorted[i]!, 12);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a temperature', () => {
  test.each(golden.temperatures)('is that of SciPy: $name', ({ said, truth, weights, inverse }) => {
    const logs = floats(said.flat().map(Math.log));
    const found = inverseTemperature(logs, floats(truth), weights && floats(weights), said[0]!.length);
    expect(found / inverse).toBeCloseTo(1, 6);
  });

  test('stays within its bounds where classes are parted without fail, or told backwards', () => {
    const scores = Float64Array.of(0, -3, -3, 0);
    expect(inverseTemperature(scores, Float64Array.of(0, 1), null, 2)).toBeCloseTo(100, 9);
    expect(inverseTemperature(scores, Float64Array.of(1, 0), null, 2)).toBeCloseTo(0.01, 9);
  });
});

describe('a shift of priors', () => {
  const bayes = (likelihoods: readonly number[], priors: readonly number[]) => {
    const joint = likelihoods.map((l, k) => l * priors[k]!);
    const total = joint.reduce((a, b) => a + b);
    return joint.map((j) => j / total);
  };

  test('turns the posterior under one prior into that under another', () => {
    const world = [0.9, 0.07, 0.03];
    const learned = [1 / 3, 1 / 3, 1 / 3];
    const likelihoods = [0.2, 0.5, 0.9];
    const said = floats(bayes(likelihoods, learned));
    shiftPriors(said, 1, 3, floats(world.map((w, k) => w / learned[k]!)));
    bayes(likelihoods, world).forEach((p, k) => {
      expect(said[k]).toBeCloseTo(p, 14);
    });
  });

  test('of two classes says the same in one number', () => {
    const ratios = floats([0.9 / 0.5, 0.1 / 0.5]);
    const one = floats([0.8, 0, 1]);
    const two = floats([0.2, 0.8, 1, 0, 0, 1]);
    shiftPriors(one, 3, 1, ratios);
    shiftPriors(two, 3, 2, ratios);
    expect([...one]).toEqual([two[1], two[3], two[5]]);
    expect(one[0]).toBeCloseTo(0.08 / (0.08 + 0.18), 14);
  });
});
