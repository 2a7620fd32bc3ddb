import { describe, expect, test } from 'vitest';
import type { LearningCurve } from '../../src/contracts/evaluation.ts';
import { learningCurve } from '../../src/explain/learning-curve.ts';
import { random } from '../../src/kernels/random.ts';
import { logLoss } from '../../src/metrics/log-loss.ts';
import { rocAuc } from '../../src/metrics/roc-auc.ts';
import { gaussian } from '../worlds/gaussian-world.ts';

const SIZES = [100, 100, 100, 100, 200, 200, 200, 350, 350, 600, 600, 1000];
const options = { resamples: 100, level: 0.95, seed: 1 };

/** A curve whose law is known: AUC = 1 - limit - scale x rows^-power, with noise that shrinks as 1 / sqrt(rows). */
function made(
  limit: number,
  scale: number,
  power: number,
  training: number,
  seed: number,
): LearningCurve['points'] {
  const r = random(seed);
  return SIZES.map((rows) => ({
    rows,
    training,
    validation: 1 - limit - scale * rows ** -power + (0.06 * gaussian(r)) / Math.sqrt(rows),
  }));
}

test('the interval at twice the rows holds what twice the rows bring', () => {
  const truth = 1.2 * (1000 ** -0.5 - 2000 ** -0.5);
  const held = Array.from({ length: 40 }, (_, seed) => {
    const { gain } = learningCurve(rocAuc, made(0.1, 1.2, 0.5, 0.95, seed), options);
    return gain!.low! <= truth && truth <= gain!.high!;
  }).filter(Boolean).length;
  expect(held).toBeGreaterThan(0.8 * 40);
});

describe('in words', () => {
  const says = (...of: Parameters<typeof made>): string =>
    learningCurve(rocAuc, made(...of), options).diagnosis;

  test('a curve that still falls asks for rows, one that does not for something else', () => {
    expect(says(0.05, 2, 0.5, 0.99, 1)).toMatch(
      /^More rows would help: \+0\.02\d ROC-AUC expected at 2x \(\+0\.01\d to \+0\.02\d\)/,
    );
    expect(says(0.2, 0.0001, 1, 0.8, 1)).toMatch(/^More rows would change little: \+0\.000/);
  });

  test('a gap is variance, none is bias', () => {
    expect(says(0.05, 2, 0.5, 0.995, 1)).toContain(
      'High variance: ROC-AUC 0.99 on the rows it learned from, 0.89 on others',
    );
    expect(says(0.2, 0.0001, 1, 0.802, 1)).toContain('High bias, or noise');
    expect(says(0.2, 0.0001, 1, 0.84, 1)).toContain('Neither variance nor bias stands out');
  });

  test('where lower is better, less is a gain', () => {
    const points = made(0.05, 2, 0.5, 0.99, 1).map(({ rows, validation }) => ({
      rows,
      training: 0.01,
      validation: 1 - validation!,
    }));
    const curve = learningCurve(logLoss, points, options);
    expect(curve.gain!.value).toBeGreaterThan(0);
    expect(curve.law!.sign).toBe(1);
    expect(curve.diagnosis).toMatch(/^More rows would help: \u22120\.0\d+ log loss expected at 2x/i);
  });

  test('too few sizes tell of no law', () => {
    const few = [100, 200, 300].map((rows) => ({ rows, training: 0.9, validation: 0.8 }));
    expect(learningCurve(rocAuc, few, options)).toMatchObject({ law: null, gain: null });
    expect(learningCurve(rocAuc, [], options).diagnosis).toContain('too few rows');
    const undefinedOnes = SIZES.map((rows) => ({ rows, training: 0.9, validation: null }));
    expect(learningCurve(rocAuc, undefinedOnes, options).law).toBeNull();
  });
});
