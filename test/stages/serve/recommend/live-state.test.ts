import { expect, test } from 'vitest';
import { LiveState, userHash } from '../../../../src/stages/serve/recommend/live-state.ts';
import { bareCatalogue } from '../../../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn } from '../../../../src/table/column.ts';
import { interactionsFrom } from '../../../../src/table/interactions.ts';

const origin = {
  system: 'made',
  ids: ['i0', 'i1'],
  catalogue: bareCatalogue(2),
  histories: {
    ids: ['ann', 'ben'],
    events: interactionsFrom(2, 2, {
      user: Int32Array.of(0, 1),
      item: Int32Array.of(0, 1),
      at: Float64Array.of(1e12, 1e12),
      weight: null,
    }),
    attributes: {
      rows: 2,
      schema: [
        { name: 'country', type: 'nominal', dictionary: ['fr', 'it'] },
        { name: 'age', type: 'discrete' },
      ] as const,
      columns: new Map<string, Column>([
        ['country', categoryColumn(Int32Array.of(1, 0), ['fr', 'it'])],
        ['age', numberColumn(Float64Array.of(30, Number.NaN))],
      ]),
    },
  },
  rule: { says: 'any', actions: null, atLeast: null, weighted: false },
  history: 10,
  open: false,
};
const record = (seq: number, body: object) => ({
  kind: 'event' as const,
  system: 'made',
  id: null,
  at: 1e12 + seq,
  seq,
  body: JSON.stringify(body),
});

test('a query tells what training knew of the user, what came since, and what the moment says, the latter first', async () => {
  const state = await LiveState.over(origin);
  const contextOf = (user: string, given = {}) => state.query(user, 1e12, given).context;
  expect(contextOf('ann')).toEqual({ country: 'it', age: 30 });
  expect(contextOf('ben', { device: 'phone' })).toEqual({ country: 'fr', age: null, device: 'phone' });
  expect(contextOf('cleo', { country: 'es' })).toEqual({ country: 'es' });

  state.apply(record(1, { type: '$user', user: 'ann', attributes: { age: 31, city: 'Rome' } }));
  state.apply(record(2, { type: '$user', user: 'cleo', attributes: { age: 20 } }));
  expect(contextOf('ann', { country: 'fr' })).toEqual({ country: 'fr', age: 31, city: 'Rome' });
  expect(contextOf('cleo')).toEqual({ age: 20 });

  // Nothing is left of who was erased, of training neither.
  state.apply(record(3, { type: '$erased', user: userHash('made', 'ann') }));
  expect(contextOf('ann')).toEqual({});
  state.apply(record(4, { type: 'view', user: 'ann', item: 'i1', at: 1e12 }));
  expect(contextOf('ann')).toEqual({});
  expect(contextOf('ben')).toEqual({ country: 'fr', age: null });
});

test('a replay takes over one user alone, with what was known of him', async () => {
  const state = await LiveState.over(origin, 'ben');
  expect(state.query('ben', 1e12, {}).context).toEqual({ country: 'fr', age: null });
  expect(state.query('ben', 1e12, {}).length).toBe(1);
  expect(state.query('ann', 1e12, {}).context).toEqual({});
});

test('what a user was shown is none of his deeds', async () => {
  const state = await LiveState.over({ ...origin, impression: 'shown' });
  state.apply(record(1, { type: 'shown', user: 'ann', item: 'i1', at: 1e12 + 5000 }));
  expect(state.query('ann', 1e12, {}).length).toBe(1);
  state.apply(record(2, { type: 'view', user: 'ann', item: 'i1', at: 1e12 + 6000 }));
  expect(state.query('ann', 1e12, {}).length).toBe(2);
});

test('a query holds what friends did, whom training knew or the product named since; nobody who was erased comes back', async () => {
  const friends = { start: Int32Array.of(0, 1, 1), friend: Int32Array.of(1) };
  const { histories } = origin;
  const told = { ...origin, histories: { ...histories, events: { ...histories.events, friends } } };
  const state = await LiveState.over(told, 'ann');
  const theirs = (user: string | null) =>
    state.query(user, 1e12, {}).friends?.map(({ length, item }) => [...item.subarray(0, length)]);
  expect([theirs('ann'), theirs('ben'), theirs(null)]).toEqual([[[1]], [], []]);

  const befriend = { type: '$user', user: 'cleo', attributes: {}, friends: ['dan', 'ann', 'cleo'] };
  state.apply(record(1, befriend));
  state.apply(record(2, { type: 'view', user: 'dan', item: 'i1', at: 1e12 }));
  state.apply(record(3, { type: 'view', user: 'ben', item: 'i0', at: 1e12 + 5000 }));
  expect([theirs('cleo'), theirs('ann')]).toEqual([[[1], [0]], [[1, 0]]]);
  state.apply(record(4, { type: '$user', user: 'cleo', attributes: { age: 3 } }));
  state.apply(record(5, { type: '$erased', user: userHash('made', 'dan') }));
  state.apply(record(6, { type: 'view', user: 'dan', item: 'i1', at: 1e12 }));
  expect(theirs('cleo')).toEqual([[], [0]]);

  expect((await LiveState.over(origin)).query('ann', 1e12, {}).friends).toBeUndefined();
});
