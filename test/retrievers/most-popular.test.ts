import { expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import type { Query, RetrievalSet } from '../../src/contracts/retriever.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { mostPopular } from '../../src/retrievers/most-popular.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { categoryColumn } from '../../src/table/column.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// Users 0 and 1 are French, 2 Italian. Item 0: all three; item 1: user 2 often; item 2: user 0, and disliked by 1.
const EVENTS = [
  [0, 0, 1, 0],
  [1, 0, 1, 9 * HOUR],
  [2, 0, 1, 9 * HOUR],
  [2, 1, 1, 10 * DAY],
  [2, 1, 1, 10 * DAY],
  [0, 2, 1, 20 * DAY + 9 * HOUR],
  [1, 2, -1, 20 * DAY],
] as const;
const set: RetrievalSet = {
  events: interactionsFrom(3, 4, {
    user: Int32Array.from(EVENTS, (e) => e[0]),
    item: Int32Array.from(EVENTS, (e) => e[1]),
    weight: Float32Array.from(EVENTS, (e) => e[2]),
    at: Float64Array.from(EVENTS, (e) => e[3]),
  }),
  catalogue: bareCatalogue(4),
  users: {
    rows: 3,
    schema: [{ name: 'country', type: 'nominal', dictionary: ['fr', 'it'] }],
    columns: new Map([['country', categoryColumn(Int32Array.of(0, 0, 1), ['fr', 'it'])]]),
  },
};

function scored(given: object, asked: Partial<Query> = {}): number[] {
  const { params } = resolveParams('most-popular', mostPopular.params, { ...given });
  const state = mostPopular.fit(set, params as Parameters<typeof mostPopular.fit>[1], quietRun());
  const query: Query = {
    length: 0,
    item: new Int32Array(0),
    weight: new Float32Array(0),
    at: new Float64Array(0),
    now: Number.NaN,
    context: {},
    ...asked,
  };
  const out = new Float32Array(4);
  mostPopular.open(state as Awaited<typeof state>).score(query, set.catalogue, out);
  return Array.from(out, (score) => Number(score.toFixed(4)));
}

test('counts each user who is for an item once, as a share of users', () => {
  expect(scored({})).toEqual([1, 0.3333, 0.3333, 0]);
});

test('counts only the last days, where that is asked', () => {
  expect(scored({ days: 15 })).toEqual([0, 0.5, 0.5, 0]);
});

test('counts by segment of users, with the whole for those that it does not know', () => {
  const given = { segment: 'country', prior: 0 };
  expect(scored(given, { context: { country: 'fr' } })).toEqual([1, 0, 0.5, 0]);
  expect(scored(given, { context: { country: 'it' } })).toEqual([1, 1, 0, 0]);
  expect(scored(given, { context: { country: 'de' } })).toEqual(scored({}));
  expect(scored({ ...given, prior: 1 }, { context: { country: 'it' } })).toEqual([1, 0.6667, 0.1667, 0]);
});

test('counts by hour of the day', () => {
  const given = { segment: 'hour', prior: 0 };
  expect(scored(given, { now: 40 * DAY + 9 * HOUR + 1 })).toEqual([0.6667, 0, 0.3333, 0]);
  expect(scored(given, { now: Number.NaN })).toEqual(scored({}));
});

test('refuses a segment that is not there, and says which are', () => {
  expect(() => scored({ segment: 'contry' })).toThrow(/"contry".*"country".*Did you mean/s);
});
