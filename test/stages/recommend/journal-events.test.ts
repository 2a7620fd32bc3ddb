import { describe, expect, test } from 'vitest';
import type { UserAction } from '../../../src/contracts/product-event.ts';
import type { RecommendData } from '../../../src/contracts/recommend-data.ts';
import type { CodedEvents } from '../../../src/stages/recommend/prepare/coded-events.ts';
import { withActions, withChanges } from '../../../src/stages/recommend/prepare/journal-events.ts';
import { itemsOf } from '../../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn } from '../../../src/table/column.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';

const coded: CodedEvents = {
  userIds: ['ann', 'ben'],
  itemIds: ['x', 'y'],
  user: Int32Array.of(0, 1),
  item: Int32Array.of(0, 1),
  at: Float64Array.of(1000, 2500),
  value: null,
  action: categoryColumn(Int32Array.of(0, 0), ['view']),
  request: null,
  shown: null,
  dropped: 0,
  untimed: 0,
};
const did = (user: string, item: string, at: number, type = 'view'): UserAction => ({ type, user, item, at });

describe('events that were told', () => {
  test('join those of the sources, each once, with users, items and actions that are new', () => {
    const all = withActions(coded, [
      did('ben', 'y', 2900),
      did('ben', 'y', 2900, 'buy'),
      did('cleo', 'z', 4000),
      did('cleo', 'z', 4500),
      did('ann', 'x', 5000),
    ]);
    expect(all.userIds).toEqual(['ann', 'ben', 'cleo']);
    expect(all.itemIds).toEqual(['x', 'y', 'z']);
    expect([...all.user]).toEqual([0, 1, 1, 2, 0]);
    expect([...all.item]).toEqual([0, 1, 1, 2, 0]);
    expect([...all.at!]).toEqual([1000, 2500, 2900, 4000, 5000]);
    expect(all.action).toMatchObject({ dictionary: ['view', 'buy'] });
    expect([...all.action!.codes]).toEqual([0, 0, 1, 0, 0]);
    expect(all.value).toBeNull();
  });

  test('that say what was shown come to what was shown, each once, by the slate that they name', () => {
    const shown = {
      user: Int32Array.of(0),
      item: Int32Array.of(1),
      at: Float64Array.of(900),
      request: Int32Array.of(0),
      position: Float64Array.of(3),
      propensity: Float64Array.of(0.5),
    };
    const told = (item: string, at: number, position: number): UserAction => ({
      ...did('ann', item, at, 'shown'),
      requestId: 's1',
      position,
    });
    const all = withActions(
      { ...coded, request: Int32Array.of(0, -1), shown },
      [
        told('y', 950, 3),
        told('y', 7000, 0),
        told('x', 7000, 1),
        { ...did('ann', 'x', 8000), requestId: 's1' },
      ],
      'shown',
    );
    expect([...all.item]).toEqual([0, 1, 0]);
    expect([...all.request!]).toEqual([0, -1, 1]);
    expect([...all.shown!.item]).toEqual([1, 1, 0]);
    expect([...all.shown!.request]).toEqual([0, 1, 1]);
    expect([...all.shown!.position]).toEqual([3, 0, 1]);
    expect([...all.shown!.propensity]).toEqual([0.5, Number.NaN, Number.NaN]);
  });

  test('of sources without times or actions bring none', () => {
    const all = withActions({ ...coded, at: null, action: null }, [did('ann', 'y', 9)]);
    expect(all.at).toBeNull();
    expect(all.action).toBeNull();
    expect([...all.item]).toEqual([0, 1, 1]);
  });
});

test('items and users become what was told of them, in order', () => {
  const columns = new Map<string, Column>([
    ['genre', categoryColumn(Int32Array.of(0, -1, -1), ['drama'])],
    ['year', numberColumn(Float64Array.of(1980, Number.NaN, Number.NaN))],
  ]);
  const schema = [
    { name: 'genre', type: 'nominal', dictionary: ['drama'] },
    { name: 'year', type: 'discrete' },
  ] as const;
  const data: RecommendData = {
    events: interactionsFrom(1, 3, {
      user: Int32Array.of(0),
      item: Int32Array.of(2),
      at: Float64Array.of(5),
      weight: null,
    }),
    itemIds: ['x', 'y', 'z'],
    userIds: ['ann'],
    catalogue: itemsOf({ rows: 3, schema, columns }),
    users: {
      rows: 1,
      schema: [{ name: 'age', type: 'discrete' }],
      columns: new Map([['age', numberColumn(Float64Array.of(30))]]),
    },
  };
  const put = (item: string, attributes: Record<string, string | number> | null, at: number) =>
    ({ type: '$item', item, attributes, at }) as const;
  const { itemIds, catalogue, events, users } = withChanges(
    data,
    {
      items: [
        put('x', { genre: 'noir' }, 1),
        put('z', { year: 2026 }, 2),
        put('new', {}, 3),
        put('y', null, 4),
      ],
      users: [
        { type: '$user', user: 'ann', attributes: { age: 31 } },
        { type: '$user', user: 'ben', attributes: { age: 1 } },
      ],
    },
    (item) => ['x', 'y'].includes(item),
  );
  expect(itemIds).toEqual(['x', 'y', 'z', 'new']);
  expect(events.items).toBe(4);
  expect([...catalogue.live]).toEqual([1, 0, 1, 1]);
  // Of what the sources know nobody knows since when; what came by an event is there since the word about it.
  expect([...catalogue.addedAt]).toEqual([Number.NaN, Number.NaN, 2, 3]);
  expect(catalogue.attributes.columns.get('genre')).toMatchObject({ dictionary: ['drama', 'noir'] });
  expect(users!.rows).toBe(1);
  expect(users!.columns.get('age')).toMatchObject({ values: Float64Array.of(31) });
});
