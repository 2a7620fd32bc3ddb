import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Happenings, joinOutcomes } from '../../src/table/join-outcomes.ts';

/** [user, item, at, request] each. */
const happenings = (rows: readonly (readonly [number, number, number, number?])[]): Happenings => ({
  user: Int32Array.from(rows, ([user]) => user),
  item: Int32Array.from(rows, ([, item]) => item),
  at: Float64Array.from(rows, ([, , at]) => at),
  request: Int32Array.from(rows, ([, , , request]) => request ?? -1),
});

test('an outcome goes to the last touch of its pair within the window', () => {
  const shown = happenings([
    [0, 1, 10],
    [0, 1, 20],
    [0, 2, 20],
    [1, 1, 24],
  ]);
  const clicks = happenings([
    [0, 1, 25],
    [0, 2, 31],
    [1, 1, 23],
    [0, 1, 5],
    [0, 1, 22],
  ]);
  const { touch, outcome } = joinOutcomes(shown, clicks, 10);
  expect([...touch]).toEqual([1, -1, -1, -1, 1]);
  // Of two clicks the first counts for the impression.
  expect([...outcome]).toEqual([-1, 4, -1, -1]);
});

test('a slate says which of two impressions it was, also where clocks differ; but not beyond the window', () => {
  const shown = happenings([
    [0, 1, 10, 7],
    [0, 1, 20, 8],
  ]);
  const clicks = happenings([
    [0, 1, 25, 7],
    [0, 1, 19, 8],
    [0, 1, 25, 9],
    [0, 1, 40, 8],
  ]);
  expect([...joinOutcomes(shown, clicks, 15).touch]).toEqual([0, 1, 1, -1]);
});

test('is what looking at every pair finds', () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 30 }),
  );
  fc.assert(
    fc.property(fc.array(row), fc.array(row), (shown, clicks) => {
      const { touch } = joinOutcomes(happenings(shown), happenings(clicks), 9);
      clicks.forEach(([user, item, at], o) => {
        const times = shown.filter(([u, i, t]) => u === user && i === item && t <= at && at - t <= 9);
        const last = Math.max(...times.map(([, , t]) => t));
        expect(touch[o]! < 0 ? -Infinity : shown[touch[o]!]![2]).toBe(last);
      });
    }),
  );
});
