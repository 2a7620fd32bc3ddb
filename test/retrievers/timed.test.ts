import { expect, test } from 'vitest';
import { recentlyAdded } from '../../src/retrievers/recently-added.ts';
import { trending } from '../../src/retrievers/trending.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { asked, eventsOf, opened, scored } from './retrieve.ts';

const DAY = 86_400_000;
const events = eventsOf(3, 4, [
  [0, 0, 1, 0],
  [1, 0, 1, 4 * DAY],
  [1, 0, 1, 8 * DAY],
  [2, 1, 1, 10 * DAY],
  [2, 0, -1, 10 * DAY],
  [0, 2, 1, Number.NaN],
]);

test('trending counts each user once for an item, by the age of his newest event', async () => {
  const open = await opened(trending, events, { halfLife: 2 });
  expect(scored(open, asked([]))).toEqual([Number((2 ** -5 + 2 ** -1).toFixed(4)), 1, 0, 0]);
});

test('recently added goes by the catalogue, else by the first event', async () => {
  const open = await opened(recentlyAdded, events, {});
  expect(scored(open, asked([]))).toEqual([-10, 0, null, null]);
  expect(scored(open, asked([], { now: 9 * DAY }))).toEqual([-9, null, null, null]);
  const grown = { ...bareCatalogue(6), addedAt: Float64Array.of(NaN, NaN, 5 * DAY, NaN, 11 * DAY, NaN) };
  expect(scored(open, asked([]), grown)).toEqual([-11, -1, -6, null, 0, null]);
  expect(scored(open, asked([], { now: 12 * DAY }), grown)).toEqual([-12, -2, -7, null, -1, null]);
});
