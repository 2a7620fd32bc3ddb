import { describe, expect, test } from 'vitest';
import type { MetricContext } from '../../src/contracts/metric.ts';
import { intervals, pairedDifference } from '../../src/explain/intervals.ts';
import { random } from '../../src/kernels/random.ts';
import { accuracy } from '../../src/metrics/accuracy.ts';
import { metrics } from '../../src/metrics/index.ts';
import { logLoss } from '../../src/metrics/log-loss.ts';
import { rocAuc } from '../../src/metrics/roc-auc.ts';

const binary: MetricContext = { task: { category: 'binary', classes: ['no', 'yes'] }, threshold: 0.5 };
const options = { samples: 200, level: 0.95, seed: 1 };

/** Rows whose truth comes with the stated probability, and the same scores with some noise. */
function rows(n: number, seed: number) {
  const r = random(seed);
  const predicted = Float64Array.from({ length: n }, () => r());
  const truth = predicted.map((p) => Number(r() < p));
  const blurred = predicted.map((p) => 0.5 * p + 0.5 * r());
  return { truth, predicted, blurred };
}

describe('intervals', () => {
  const { truth, predicted } = rows(500, 2);
  const classification = metrics.filter((m) => m.traits.categories.includes('binary'));

  test('hold the value, are told by the seed, and widen with the level', () => {
    const found = intervals(classification, binary, truth, predicted, 1, options);
    expect(Object.keys(found)).toEqual(classification.map((m) => m.name));
    for (const { value, low, high } of Object.values(found)) {
      expect(low!).toBeLessThanOrEqual(value!);
      expect(high!).toBeGreaterThanOrEqual(value!);
      expect(high!).toBeGreaterThan(low!);
    }
    expect(intervals(classification, binary, truth, predicted, 1, options)).toEqual(found);
    const wide = intervals([rocAuc], binary, truth, predicted, 1, { ...options, level: 0.99 }).rocAuc!;
    expect(wide.low!).toBeLessThan(found.rocAuc!.low!);
    expect(wide.high!).toBeGreaterThan(found.rocAuc!.high!);
  });

  test('of 95 % hold the true accuracy about 95 times of 100', () => {
    // With P uniform and truth drawn from it, the decision at 0.5 is right with chance 0.75.
    let held = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { truth, predicted } = rows(120, seed);
      const { low, high } = intervals([accuracy], binary, truth, predicted, 1, {
        ...options,
        samples: 200,
        seed,
      }).accuracy!;
      if (low! <= 0.75 && high! >= 0.75) held++;
    }
    // Three standard errors of a share of 0.95 in 200 are 0.046.
    expect(held / 200).toBeGreaterThan(0.9);
    expect(held / 200).toBeLessThan(0.995);
  });

  test('are null where the metric is not defined', () => {
    const yes = new Float64Array(20).fill(1);
    const found = intervals([rocAuc, accuracy], binary, yes, predicted.slice(0, 20), 1, options);
    expect(found.rocAuc).toEqual({ value: null, low: null, high: null });
    expect(found.accuracy!.value).not.toBeNull();
    const none = intervals([accuracy], binary, new Float64Array(0), new Float64Array(0), 1, options);
    expect(none.accuracy).toEqual({ value: null, low: null, high: null });
  });

  test('keep a value whose resamples are mostly undefined, without an interval', () => {
    // Two rows, one of each class: half of the resamples hold one class only.
    const { rocAuc: found } = intervals(
      [rocAuc],
      binary,
      Float64Array.of(0, 1),
      Float64Array.of(0.2, 0.9),
      1,
      options,
    );
    expect(found!.value).toBe(1);
    expect(found!.low === null || found!.low === 1).toBe(true);
  });

  test('of several classes read each row in its place', () => {
    const task = { category: 'multiclass', classes: ['a', 'b', 'c'] } as const;
    const r = random(8);
    const y = Float64Array.from({ length: 300 }, () => Math.floor(r() * 3));
    const p = Float64Array.from({ length: 900 }, (_, i) => (y[Math.floor(i / 3)] === i % 3 ? 0.8 : 0.1));
    const found = intervals([accuracy, rocAuc], { task, threshold: 0.5 }, y, p, 3, options);
    expect(found.accuracy).toEqual({ value: 1, low: 1, high: 1 });
    expect(found.rocAuc!.value).toBe(1);
  });
});

describe('the paired difference', () => {
  const { truth, predicted, blurred } = rows(1000, 3);

  test('is positive when A is better, whichever way the metric points', () => {
    for (const metric of [rocAuc, logLoss]) {
      const better = pairedDifference(metric, binary, truth, predicted, blurred, 1, options);
      const worse = pairedDifference(metric, binary, truth, blurred, predicted, 1, options);
      expect(better.low!).toBeGreaterThan(0);
      expect(worse.value).toBeCloseTo(-better.value!, 12);
      expect(worse.high!).toBeCloseTo(-better.low!, 12);
    }
  });

  test('of a model to itself is exactly 0', () => {
    const none = pairedDifference(rocAuc, binary, truth, predicted, predicted, 1, options);
    expect(none).toEqual({ value: 0, low: 0, high: 0 });
  });

  test('is far narrower than two intervals apart', () => {
    const nudged = predicted.map((p, i) => Math.min(1, Math.max(0, p + (i % 2 ? 0.02 : -0.02))));
    const paired = pairedDifference(rocAuc, binary, truth, predicted, nudged, 1, options);
    const single = intervals([rocAuc], binary, truth, predicted, 1, options).rocAuc!;
    expect(paired.high! - paired.low!).toBeLessThan((single.high! - single.low!) / 4);
  });
});
