import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decisionSteps } from '../../src/explain/decision-steps.ts';
import { sweep } from '../../src/explain/sweep.ts';

const rowsOf = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 1 }), fc.double({ min: 0, max: 1, noNaN: true })),
  {
    minLength: 1,
    maxLength: 60,
  },
);

test('counts are those of the rows at or above each threshold, and the chosen one is among them', () => {
  fc.assert(
    fc.property(
      rowsOf,
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.integer({ min: 3, max: 80 }),
      (rows, chosen, most) => {
        const truth = Float64Array.from(rows, ([t]) => t);
        const scores = Float64Array.from(rows, ([, s]) => s);
        const found = decisionSteps(sweep(truth, scores), chosen, most);
        expect(found.thresholds).toContain(chosen);
        expect(found.thresholds.length).toBeLessThanOrEqual(most + 2);
        expect(found.thresholds.toSorted((a, b) => b - a)).toEqual(found.thresholds);
        found.thresholds.forEach((threshold, i) => {
          const above = rows.filter(([, s]) => s >= threshold);
          expect(found.flagged[i]).toBe(above.length);
          expect(found.hits[i]).toBe(above.filter(([t]) => t === 1).length);
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('of many rows some steps are kept, about as many rows apart, the first and the last too', () => {
  const n = 10_000;
  const scores = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
  const { thresholds, flagged } = decisionSteps(sweep(scores.map(Math.round), scores), 0.123);
  expect(thresholds.length).toBeLessThanOrEqual(202);
  expect(flagged[0]).toBe(0);
  expect(flagged.at(-1)).toBe(n);
  const gaps = flagged.slice(1).map((f, i) => f - flagged[i]!);
  expect(Math.max(...gaps)).toBeLessThan(60);
});
