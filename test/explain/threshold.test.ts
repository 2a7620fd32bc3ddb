import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Costs, chooseThreshold } from '../../src/explain/threshold.ts';
import { thresholdTable } from '../../src/explain/threshold-table.ts';

const rows = fc
  .array(fc.record({ truth: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 20 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((all) => ({
    truth: Float64Array.from(all, (r) => r.truth),
    scores: Float64Array.from(all, (r) => r.score / 20),
  }));

const costs = fc.record({
  falsePositive: fc.integer({ min: 1, max: 9 }),
  falseNegative: fc.integer({ min: 1, max: 9 }),
});

const costAt = (threshold: number, truth: Float64Array, scores: Float64Array, c: Costs): number =>
  truth.reduce((sum, t, i) => {
    const flagged = scores[i]! >= threshold;
    return sum + (flagged && t === 0 ? c.falsePositive : !flagged && t === 1 ? c.falseNegative : 0);
  }, 0);

const f1At = (threshold: number, truth: Float64Array, scores: Float64Array): number => {
  let hits = 0;
  let flagged = 0;
  truth.forEach((t, i) => {
    if (scores[i]! >= threshold) {
      flagged++;
      hits += t;
    }
  });
  const positives = truth.reduce((a, b) => a + b, 0);
  return flagged + positives === 0 ? 0 : (2 * hits) / (flagged + positives);
};

/** A threshold below, between and above all scores that 0..1 can part. */
const every = Array.from({ length: 41 }, (_, i) => (i - 0.5) / 40).concat(1);

test('no threshold costs less than the one chosen for cost', () => {
  fc.assert(
    fc.property(rows, costs, ({ truth, scores }, c) => {
      const chosen = chooseThreshold('cost', truth, scores, c);
      expect(chosen).toBeGreaterThanOrEqual(0);
      expect(chosen).toBeLessThanOrEqual(1);
      const least = Math.min(...every.map((t) => costAt(t, truth, scores, c)));
      expect(costAt(chosen, truth, scores, c)).toBe(least);
    }),
  );
});

test('no threshold has a higher F1 than the one chosen for F1', () => {
  fc.assert(
    fc.property(rows, ({ truth, scores }) => {
      const chosen = chooseThreshold('f1', truth, scores, null);
      const highest = Math.max(...every.map((t) => f1At(t, truth, scores)));
      expect(f1At(chosen, truth, scores)).toBeCloseTo(highest, 12);
    }),
  );
});

test('it lies halfway between the scores that it parts', () => {
  expect(
    chooseThreshold('f1', Float64Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.2, 0.6, 0.9), null),
  ).toBeCloseTo(0.4);
});

test('scores that cannot be parted by a number between them are parted at the upper one', () => {
  const low = 0.5;
  const high = low + Number.EPSILON / 2;
  const chosen = chooseThreshold('f1', Float64Array.of(0, 1), Float64Array.of(low, high), null);
  expect(chosen).toBe(high);
});

test('without rows or positives F1 chooses one half; a number stands for itself', () => {
  const none = new Float64Array(0);
  expect(chooseThreshold('f1', none, none, null)).toBe(0.5);
  expect(chooseThreshold('f1', Float64Array.of(0), Float64Array.of(0.9), null)).toBe(0.5);
  expect(chooseThreshold(0.2, none, none, null)).toBe(0.2);
});

test('the table counts what each threshold does, the chosen one among them', () => {
  fc.assert(
    fc.property(rows, costs, fc.double({ min: 0, max: 1, noNaN: true }), ({ truth, scores }, c, chosen) => {
      const table = thresholdTable(truth, scores, chosen, c);
      expect(table.map((r) => r.threshold)).toContain(chosen);
      expect(table.map((r) => r.threshold)).toEqual(table.map((r) => r.threshold).toSorted((a, b) => a - b));
      for (const row of table) {
        expect(row.flagged).toBe(scores.filter((s) => s >= row.threshold).length);
        expect(row.cost).toBeCloseTo(costAt(row.threshold, truth, scores, c) / truth.length, 10);
        expect(row.f1 ?? 0).toBeCloseTo(f1At(row.threshold, truth, scores), 12);
      }
    }),
  );
});
