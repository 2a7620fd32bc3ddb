import { describe, expect, test } from 'vitest';
import { type Asking, askedUsers } from '../../../src/explain/ranking/asked-users.ts';
import { exclude } from '../../../src/explain/ranking/judge-users.ts';
import { bareCatalogue } from '../../../src/table/catalogue.ts';
import { categoryColumn, numberColumn } from '../../../src/table/column.ts';
import { type Interactions, interactionsFrom } from '../../../src/table/interactions.ts';

type Event = readonly [user: number, item: number, at: number, weight: number];
const ITEMS = 30;
const of = (events: readonly Event[]): Interactions =>
  interactionsFrom(3, ITEMS, {
    user: Int32Array.from(events, ([u]) => u),
    item: Int32Array.from(events, ([, i]) => i),
    at: Float64Array.from(events, ([, , at]) => at),
    weight: Float32Array.from(events, ([, , , w]) => w),
  });

const past = of([
  [0, 1, 1, 1],
  [0, 2, 2, -1],
  [0, 3, 3, 1],
  [1, 4, 1, 1],
]);
const wanted = of([
  [0, 3, 10, 1],
  [0, 5, 11, 1],
  [0, 5, 12, 2],
  [0, 6, 13, 5],
  [0, 7, 14, -1],
  [1, 4, 10, 1],
  [2, 8, 20, 1],
]);
const catalogue = bareCatalogue(ITEMS);
const asking: Asking = { repeats: false, graded: true, history: 2, users: null, negatives: null, seed: 1 };
const ask = (how: Partial<Asking> = {}) =>
  askedUsers({ past, wanted }, catalogue, null, { ...asking, ...how });

describe('what a user wanted', () => {
  test('is what speaks for an item, added up, less what he had; who wants nothing else is not asked', () => {
    const [first, ...others] = ask();
    expect([...first!.wanted.item]).toEqual([6, 5]);
    expect([...first!.wanted.gain]).toEqual([5, 3]);
    expect(others.map(({ user }) => user)).toEqual([2]);
    expect([...ask({ graded: false })[0]!.wanted.gain]).toEqual([1, 1]);
  });

  test('may be what he had where repeats count', () => {
    expect(ask({ repeats: true }).map(({ user, wanted }) => [user, [...wanted.item]])).toEqual([
      [0, [6, 5, 3]],
      [1, [4]],
      [2, [8]],
    ]);
  });

  test('is nothing that is gone', () => {
    const gone = { ...catalogue, live: catalogue.live.map((_, i) => Number(i !== 6)) };
    expect([...askedUsers({ past, wanted }, gone, null, asking)[0]!.wanted.item]).toEqual([5]);
  });

  test('is nothing that came after he was asked, and that is not shown to him either', () => {
    const later = { ...catalogue, addedAt: catalogue.addedAt.map((_, i) => (i === 6 ? 10.5 : 0)) };
    const [first] = askedUsers({ past, wanted }, later, null, asking);
    expect([...first!.wanted.item]).toEqual([5]);
    const excluded = new Uint8Array(ITEMS);
    exclude(first!, later, excluded);
    expect([excluded[6], excluded[5]]).toEqual([1, 0]);
  });
});

test('the query holds the newest of the past, the time of the first wanted, and what is known of the user', () => {
  const users = {
    rows: 3,
    schema: [],
    columns: new Map([
      ['country', categoryColumn(Int32Array.of(1, -1, 0), ['fr', 'it'])],
      ['age', numberColumn(Float64Array.of(30, 40, Number.NaN))] as never,
    ]),
  };
  const [first, cold] = askedUsers({ past, wanted }, catalogue, users, asking);
  expect([...first!.query.item]).toEqual([2, 3]);
  expect(first!.query.now).toBe(10);
  expect(first!.query.context).toEqual({ country: 'it', age: 30 });
  expect(cold!.query.length).toBe(0);
  expect(cold!.query.context).toEqual({ country: 'fr', age: null });
});

test('what is not shown: what he had, or all but the drawn', () => {
  const excluded = new Uint8Array(ITEMS);
  exclude(ask()[0]!, catalogue, excluded);
  expect([...excluded.keys()].filter((i) => excluded[i] === 1)).toEqual([1, 2, 3]);
  exclude(ask({ repeats: true })[0]!, catalogue, excluded);
  expect(excluded).not.toContain(1);
  const [drawn] = ask({ negatives: 9 });
  exclude(drawn!, catalogue, excluded);
  const left = [...excluded.keys()].filter((i) => excluded[i] === 0);
  expect(left.length).toBe(2 + 9);
  expect(left).toEqual(expect.arrayContaining([5, 6]));
  for (const had of [1, 2, 3]) expect(left).not.toContain(had);
});

test('so many users at most, the same by the same seed', () => {
  const some = ask({ users: 1, seed: 2 }).map(({ user }) => user);
  expect(some).toHaveLength(1);
  expect(ask({ users: 1, seed: 2 }).map(({ user }) => user)).toEqual(some);
  const drawn = new Set(Array.from({ length: 20 }, (_, seed) => ask({ users: 1, seed })[0]!.user));
  expect([...drawn].sort()).toEqual([0, 2]);
});
