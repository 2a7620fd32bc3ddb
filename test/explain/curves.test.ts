import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calibration } from '../../src/explain/calibration.ts';
import { curves } from '../../src/explain/curves.ts';
import type { Line } from '../../src/explain/line.ts';
import { measure } from '../../src/explain/measure.ts';
import { precisionRecallCurve } from '../../src/explain/precision-recall-curve.ts';
import { residuals } from '../../src/explain/residuals.ts';
import { rocCurve } from '../../src/explain/roc-curve.ts';
import { sweep } from '../../src/explain/sweep.ts';
import { thinLine } from '../../src/explain/thin-line.ts';
import { random } from '../../src/kernels/random.ts';
import { prAuc } from '../../src/metrics/pr-auc.ts';
import { rocAuc } from '../../src/metrics/roc-auc.ts';

const binary = { category: 'binary', classes: ['no', 'yes'] } as const;
const context = { task: binary, threshold: 0.5 };

/** Rows with both classes; scores of few values, so that many tie. */
const scoredRows = fc
  .array(fc.record({ truth: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 12 }) }), {
    minLength: 2,
    maxLength: 80,
  })
  .filter((rows) => rows.some((r) => r.truth === 1) && rows.some((r) => r.truth === 0))
  .map((rows) => ({
    truth: Float64Array.from(rows, (r) => r.truth),
    scores: Float64Array.from(rows, (r) => r.score / 12),
  }));

const trapezoids = ({ x, y }: Line): number => {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return area;
};

const steps = ({ x, y }: Line): number => {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += (x[i]! - x[i - 1]!) * y[i]!;
  return area;
};

test('the area under the ROC curve is the metric rocAuc', () => {
  fc.assert(
    fc.property(scoredRows, ({ truth, scores }) => {
      const area = trapezoids(rocCurve(sweep(truth, scores))!);
      expect(area).toBeCloseTo(measure(rocAuc, context, truth, scores, 1), 10);
    }),
  );
});

test('the area under the precision-recall steps is the metric prAuc', () => {
  fc.assert(
    fc.property(scoredRows, ({ truth, scores }) => {
      const area = steps(precisionRecallCurve(sweep(truth, scores))!);
      expect(area).toBeCloseTo(measure(prAuc, context, truth, scores, 1), 10);
    }),
  );
});

test('there is no curve without both classes, or without a positive', () => {
  expect(rocCurve(sweep(Float64Array.of(1, 1), Float64Array.of(0.1, 0.2)))).toBeNull();
  expect(precisionRecallCurve(sweep(Float64Array.of(0, 0), Float64Array.of(0.1, 0.2)))).toBeNull();
});

describe('thinning', () => {
  test('points on straight stretches go and the corners stay, in every order of drawing', () => {
    expect(thinLine({ x: [0, 0, 0, 1, 2, 2], y: [0, 1, 2, 2, 2, 3] }, 100)).toEqual({
      x: [0, 0, 2, 2],
      y: [0, 2, 2, 3],
    });
    // There and back again on one line is no straight stretch.
    expect(thinLine({ x: [0, 2, 1], y: [0, 2, 1] }, 100)).toEqual({ x: [0, 2, 1], y: [0, 2, 1] });
  });

  test('a long curve keeps its ends, its length limit and its area', () => {
    const r = random(5);
    const truth = new Float64Array(20_000).map(() => Number(r() < 0.2));
    const scores = truth.map((t) => 0.2 * t + r());
    const whole = rocCurve(sweep(truth, scores))!;
    const thin = thinLine(whole, 250);
    expect(thin.x.length).toBe(250);
    expect([thin.x[0], thin.y[0], thin.x.at(-1), thin.y.at(-1)]).toEqual([0, 0, 1, 1]);
    expect(trapezoids(thin)).toBeCloseTo(trapezoids(whole), 2);
  });

  test('what stands out is kept', () => {
    const x = Array.from({ length: 500 }, (_, i) => i);
    const y = x.map((i) => (i === 237 ? 50 : i % 2));
    const thin = thinLine({ x, y }, 20);
    expect(Math.max(...thin.y)).toBe(50);
  });

  test('never more points, always points of the line', () => {
    const line = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
        minLength: 1,
        maxLength: 60,
      })
      .map((points) => ({ x: points.map((p) => p[0]), y: points.map((p) => p[1]) }));
    fc.assert(
      fc.property(line, fc.integer({ min: 3, max: 20 }), (given, most) => {
        const thin = thinLine(given, most);
        expect(thin.x.length).toBeLessThanOrEqual(Math.max(1, Math.min(most, given.x.length)));
        const points = new Set(given.x.map((x, i) => `${x},${given.y[i]}`));
        for (let i = 0; i < thin.x.length; i++) expect(points).toContain(`${thin.x[i]},${thin.y[i]}`);
      }),
    );
  });
});

test('calibration bins hold every row once, in order, and never part equal probabilities', () => {
  fc.assert(
    fc.property(scoredRows, ({ truth, scores }) => {
      const bins = calibration(truth, scores);
      expect(bins.length).toBeLessThanOrEqual(10);
      expect(bins.reduce((n, b) => n + b.rows, 0)).toBe(truth.length);
      const hits = bins.reduce((n, b) => n + b.observed * b.rows, 0);
      expect(hits).toBeCloseTo(
        truth.reduce((a, b) => a + b, 0),
        8,
      );
      for (let i = 1; i < bins.length; i++)
        expect(bins[i]!.predicted).toBeGreaterThan(bins[i - 1]!.predicted);
      for (const b of bins) expect(b.low <= b.observed && b.observed <= b.high).toBe(true);
    }),
  );
});

test('calibration of honest probabilities lies on the diagonal', () => {
  const r = random(11);
  const said = new Float64Array(50_000).map(() => r());
  const hit = said.map((p) => Number(r() < p));
  for (const bin of calibration(hit, said)) expect(bin.observed).toBeCloseTo(bin.predicted, 1);
});

test('residuals: zero lies in the middle bin, every row is counted, the sample is of the rows', () => {
  const r = random(2);
  const truth = new Float64Array(3000).map(() => r());
  const predicted = truth.map((t) => t + 0.01 * (r() - 0.5));
  const { histogram, predicted: shown, truth: known } = residuals(truth, predicted, 1);
  expect(histogram.counts.reduce((a, b) => a + b, 0)).toBe(3000);
  const middle = (histogram.counts.length - 1) / 2;
  expect(histogram.edges[middle]).toBeLessThan(0);
  expect(histogram.edges[middle + 1]).toBeGreaterThan(0);
  expect(shown.length).toBe(1000);
  const pairs = new Set(Array.from(truth, (t, i) => `${t} ${predicted[i]}`));
  known.forEach((t, i) => {
    expect(pairs).toContain(`${t} ${shown[i]}`);
  });
});

test('a perfect regression has residuals all in one bin', () => {
  const truth = Float64Array.of(1, 2, 3);
  const { counts } = residuals(truth, truth, 1).histogram;
  expect(counts.reduce((a, b) => a + b, 0)).toBe(3);
  expect(counts.filter((n) => n > 0)).toEqual([3]);
});

test('multiclass: one curve a class, largest class first, counts by true class', () => {
  const task = { category: 'multiclass', classes: ['a', 'b', 'c'] } as const;
  const truth = Float64Array.of(0, 1, 1, 2, 1, 2);
  const predicted = Float64Array.from(
    Array.from(truth, (t) => [0, 1, 2].map((k) => (k === t ? 0.8 : 0.1))).flat(),
  );
  const drawn = curves({ task, truth, predicted, threshold: null, costs: null, seed: 1 });
  expect(drawn.roc!.map((c) => c.label)).toEqual(['b', 'c', 'a']);
  for (const { fpr, tpr } of drawn.roc!) expect(trapezoids({ x: fpr, y: tpr })).toBe(1);
  expect(drawn.confusion!.counts).toEqual([
    [1, 0, 0],
    [0, 3, 0],
    [0, 0, 2],
  ]);
  expect(Object.values(drawn.scores!.counts).map((c) => c.reduce((a, b) => a + b, 0))).toEqual([1, 3, 2]);
});

test('no rows, no plots', () => {
  const empty = new Float64Array(0);
  expect(
    curves({ task: binary, truth: empty, predicted: empty, threshold: 0.5, costs: null, seed: 1 }),
  ).toEqual({});
});
