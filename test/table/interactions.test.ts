import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interactionsFrom, someInteractions } from '../../src/table/interactions.ts';
import { preferencesOf, transposed } from '../../src/table/preferences.ts';

const USERS = 5;
const ITEMS = 7;
const made = fc
  .array(
    fc.record({
      user: fc.integer({ min: 0, max: USERS - 1 }),
      item: fc.integer({ min: 0, max: ITEMS - 1 }),
      at: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.constant(Number.NaN)),
      weight: fc.integer({ min: -2, max: 3 }),
    }),
    { maxLength: 40 },
  )
  .map((events) => ({
    events,
    table: interactionsFrom(USERS, ITEMS, {
      user: Int32Array.from(events, (e) => e.user),
      item: Int32Array.from(events, (e) => e.item),
      at: Float64Array.from(events, (e) => e.at),
      weight: Float32Array.from(events, (e) => e.weight),
    }),
  }));

describe('interactions', () => {
  test('are sorted by user, then time, then as they came; without a time come first', () => {
    fc.assert(
      fc.property(made, ({ events, table }) => {
        const sorted = events
          .map((e, i) => ({ ...e, i, when: Number.isNaN(e.at) ? -Infinity : e.at }))
          .sort((a, b) => a.user - b.user || (a.when < b.when ? -1 : a.when > b.when ? 1 : a.i - b.i));
        expect([...table.item]).toEqual(sorted.map((e) => e.item));
        expect([...table.at]).toEqual(sorted.map((e) => e.at));
        expect([...table.weight]).toEqual(sorted.map((e) => e.weight));
        const ofUser = (u: number) => events.filter((e) => e.user === u).length;
        for (let u = 0; u < USERS; u++) expect(table.start[u + 1]! - table.start[u]!).toBe(ofUser(u));
        expect(table.timed).toBe(events.every((e) => !Number.isNaN(e.at)));
      }),
    );
  });

  test('without times stay as they came, each for its item', () => {
    const table = interactionsFrom(2, 3, {
      user: Int32Array.of(1, 0, 1),
      item: Int32Array.of(2, 1, 0),
      at: null,
      weight: null,
    });
    expect(table.timed).toBe(false);
    expect([...table.start]).toEqual([0, 1, 3]);
    expect([...table.item]).toEqual([1, 2, 0]);
    expect([...table.weight]).toEqual([1, 1, 1]);
    expect(table.at.every(Number.isNaN)).toBe(true);
  });

  test('some of them keep all users and items, and their order', () => {
    fc.assert(
      fc.property(made, ({ table }) => {
        const some = someInteractions(table, (i) => i % 3 !== 0);
        expect([some.users, some.items]).toEqual([USERS, ITEMS]);
        expect([...some.item]).toEqual([...table.item].filter((_, i) => i % 3 !== 0));
        for (let u = 0; u < USERS; u++)
          expect(some.start[u + 1]! - some.start[u]!).toBe(
            [...table.item.keys()].filter(
              (i) => i % 3 !== 0 && i >= table.start[u]! && i < table.start[u + 1]!,
            ).length,
          );
      }),
    );
  });
});

describe('preferences', () => {
  test('are the pairs whose weights sum to more than 0, and transposed twice they are the same', () => {
    fc.assert(
      fc.property(made, ({ events, table }) => {
        const sums = new Map<number, number>();
        for (const e of events)
          sums.set(e.user * ITEMS + e.item, (sums.get(e.user * ITEMS + e.item) ?? 0) + e.weight);
        const expected = [...sums].filter(([, s]) => s > 0).sort(([a], [b]) => a - b);
        const preferences = preferencesOf(table);
        expect(preferences.start[USERS]).toBe(expected.length);
        const pairs: [number, number][] = [];
        for (let u = 0; u < USERS; u++)
          for (let p = preferences.start[u]!; p < preferences.start[u + 1]!; p++)
            pairs.push([u * ITEMS + preferences.item[p]!, preferences.strength[p]!]);
        expect(pairs).toEqual(expected);
        expect(transposed(transposed(preferences))).toEqual(preferences);
        expect(transposed(preferences).start).toHaveLength(ITEMS + 1);
      }),
    );
  });
});
