import { expect, test } from 'vitest';
import { withoutUsers } from '../../../src/stages/recommend/without-users.ts';
import { bareCatalogue } from '../../../src/table/catalogue.ts';
import { categoryColumn } from '../../../src/table/column.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';

const data = {
  events: interactionsFrom(4, 3, {
    user: Int32Array.of(0, 1, 1, 2, 3),
    item: Int32Array.of(2, 0, 1, 1, 2),
    at: Float64Array.of(5, 6, 7, 8, 9),
    weight: Float32Array.of(1, 2, 3, 4, 5),
  }),
  itemIds: ['x', 'y', 'z'],
  userIds: ['ada', 'bob', 'cy', 'di'],
  catalogue: bareCatalogue(3),
  users: {
    rows: 4,
    schema: [{ name: 'land', type: 'nominal' as const, dictionary: ['fr', 'it'] }],
    columns: new Map([['land', categoryColumn(Int32Array.of(0, 1, 0, 1), ['fr', 'it'])]]),
  },
};

test('erased users are gone with their events and attributes, and the others stay what they were', () => {
  const friends = { start: Int32Array.of(0, 2, 2, 3, 4), friend: Int32Array.of(1, 2, 0, 0) };
  const named = { ...data, events: { ...data.events, friends } };
  const { events, userIds, users } = withoutUsers(named, (id) => id === 'bob' || id === 'di');
  expect(events.friends).toEqual({ start: Int32Array.of(0, 1, 2), friend: Int32Array.of(1, 0) });
  expect(userIds).toEqual(['ada', 'cy']);
  expect({ ...events, start: [...events.start], item: [...events.item] }).toMatchObject({
    users: 2,
    items: 3,
    start: [0, 1, 2],
    item: [2, 1],
    at: Float64Array.of(5, 8),
    weight: Float32Array.of(1, 4),
    timed: true,
  });
  expect(users!.rows).toBe(2);
  expect(users!.columns.get('land')).toMatchObject({ codes: Int32Array.of(0, 0) });
});

test('where nobody is erased nothing is copied', () => {
  expect(withoutUsers(data, () => false)).toBe(data);
});

test('what erased users were shown, and other labels of what they did, is gone as well', () => {
  const shown = Float64Array.of(1, 2, 3);
  const labelled = { weight: Float32Array.of(9, 8, 7, 6, 5), gain: Float32Array.of(4, 5, 6) };
  const all = {
    ...data,
    impressions: {
      user: Int32Array.of(2, 1, 0),
      item: Int32Array.of(0, 1, 2),
      at: shown,
      request: Int32Array.of(-1, 0, 1),
      position: shown,
      propensity: shown,
      gain: Float32Array.of(1, 0, 2),
    },
    objectives: { other: labelled },
    business: labelled,
  };
  const left = withoutUsers(all, (id) => id === 'bob' || id === 'di');
  const same = { weight: Float32Array.of(9, 6), gain: Float32Array.of(4, 6) };
  expect(left.impressions).toMatchObject({
    user: Int32Array.of(1, 0),
    item: Int32Array.of(0, 2),
    request: Int32Array.of(-1, 1),
    gain: Float32Array.of(1, 2),
  });
  expect(left.objectives).toEqual({ other: same });
  expect(left.business).toEqual(same);
});
