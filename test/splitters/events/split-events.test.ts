import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecommendSplit } from '../../../src/contracts/recommend-design.ts';
import { splitEvents } from '../../../src/splitters/events/index.ts';
import { lastShare } from '../../../src/splitters/events/last.ts';
import type { EventSplit } from '../../../src/splitters/events/parts.ts';
import { type Interactions, interactionsFrom } from '../../../src/table/interactions.ts';

const USERS = 6;
const made = (timed: boolean): fc.Arbitrary<Interactions> =>
  fc
    .array(fc.record({ user: fc.nat(USERS - 1), item: fc.nat(9), at: fc.integer({ min: 0, max: 50 }) }), {
      minLength: 30,
      maxLength: 80,
    })
    .map((events) =>
      interactionsFrom(USERS, 10, {
        user: Int32Array.from(events, (e) => e.user),
        item: Int32Array.from(events, (e) => e.item),
        at: timed ? Float64Array.from(events, (e) => e.at) : null,
        weight: null,
      }),
    );
const split = (name: RecommendSplit['name'], optOut = false): RecommendSplit => ({
  name,
  validation: 0.2,
  test: 0.2,
  optOut,
});
const eventsOf = (u: number, { start, item, at }: Interactions): string[] =>
  Array.from({ length: start[u + 1]! - start[u]! }, (_, i) => `${item[start[u]! + i]}@${at[start[u]! + i]}`);
const all = (of: Interactions): string[] =>
  Array.from({ length: of.users }, (_, u) => eventsOf(u, of).map((e) => `${u}:${e}`)).flat();
const cases = [
  ['time', true],
  ['leave-last', true],
  ['leave-last', false],
  ['users', true],
  ['users', false],
  ['random', false],
] as const;

describe.each(cases)('the %s split, with times: %s', (name, timed) => {
  const parted = (events: Interactions): EventSplit => splitEvents(events, split(name), 7);

  test('puts each event where it is told or judged by once, and all have the same users and items', () => {
    fc.assert(
      fc.property(made(timed), (events) => {
        const { train, validation, fitting, test: tested } = parted(events);
        expect([...all(tested.past), ...all(tested.wanted)].sort()).toEqual(all(events).sort());
        expect([...all(validation.past), ...all(validation.wanted)].sort()).toEqual(all(fitting).sort());
        for (const part of [train, fitting, validation.wanted, tested.past, tested.wanted])
          expect([part.users, part.items, part.timed]).toEqual([events.users, events.items, events.timed]);
      }),
      { numRuns: 30 },
    );
  });

  test('says nothing of a caution, and the same seed splits alike', () => {
    fc.assert(
      fc.property(made(timed), (events) => {
        expect(parted(events).caution).toBeNull();
        expect(parted(events)).toEqual(parted(events));
      }),
      { numRuns: 5 },
    );
  });

  test.runIf(timed)('never judges a user by what came before what is told of him', () => {
    fc.assert(
      fc.property(made(timed), (events) => {
        const { past, wanted } = parted(events).test;
        for (let u = 0; u < USERS; u++) {
          const told = past.at.subarray(past.start[u]!, past.start[u + 1]!);
          const judged = wanted.at.subarray(wanted.start[u]!, wanted.start[u + 1]!);
          expect(Math.max(...told)).toBeLessThanOrEqual(Math.min(...judged));
        }
      }),
      { numRuns: 30 },
    );
  });
});

test('by time one instant parts all users', () => {
  fc.assert(
    fc.property(made(true), (events) => {
      // Where one instant has so many events that a part would be empty, the split is refused.
      const sorted = events.at.toSorted();
      const at = (share: number): number => sorted[Math.round(share * sorted.length)]!;
      fc.pre(at(0) < at(0.6) && at(0.6) < at(0.8));
      const { train, validation, test: tested } = splitEvents(events, split('time'), 1);
      expect(Math.max(...train.at)).toBeLessThan(Math.min(...validation.wanted.at));
      expect(Math.max(...validation.wanted.at)).toBeLessThan(Math.min(...tested.wanted.at));
    }),
    { numRuns: 30 },
  );
});

test('of users who are held out nothing teaches, and everybody else teaches in full', () => {
  fc.assert(
    fc.property(made(false), (events) => {
      const { train, fitting, validation, test: tested } = splitEvents(events, split('users'), 3);
      for (let u = 0; u < USERS; u++) {
        const held = [validation, tested].some(({ wanted }) => eventsOf(u, wanted).length > 0);
        expect(eventsOf(u, train)).toEqual(held ? [] : eventsOf(u, events));
        if (eventsOf(u, tested.wanted).length > 0) expect(eventsOf(u, fitting)).toEqual([]);
      }
    }),
    { numRuns: 30 },
  );
});

test('leave-last holds out the last, and the one before for choosing', () => {
  const events = interactionsFrom(3, 3, {
    user: Int32Array.of(0, 0, 0, 1, 1, 2),
    item: Int32Array.of(2, 1, 0, 1, 2, 0),
    at: null,
    weight: null,
  });
  const { train, validation, test: tested } = splitEvents(events, split('leave-last'), 1);
  expect(all(train)).toEqual(['0:2@NaN', '1:1@NaN', '2:0@NaN']);
  expect(all(validation.wanted)).toEqual(['0:1@NaN']);
  expect(all(tested.wanted)).toEqual(['0:0@NaN', '1:2@NaN']);
});

test('the last by share are rounded, and the first always teaches', () => {
  const events = interactionsFrom(2, 10, {
    user: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    item: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0),
    at: null,
    weight: null,
  });
  expect([...lastShare(events, { validation: 0.1, test: 0.25 })]).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 0]);
});

test('a split by chance of events with times is refused, or named', () => {
  const events = fc.sample(made(true), { numRuns: 1, seed: 1 })[0]!;
  expect(() => splitEvents(events, split('random'), 1)).toThrow(/split by chance/);
  expect(splitEvents(events, split('random', true), 1).caution).toMatch(/by chance/);
});

test('a split by time of events without times is refused', () => {
  const events = fc.sample(made(false), { numRuns: 1, seed: 1 })[0]!;
  expect(() => splitEvents(events, split('time'), 1)).toThrow(/have no time/);
});

test('a split that leaves nothing to judge by is refused', () => {
  const events = interactionsFrom(1, 1, {
    user: Int32Array.of(0),
    item: Int32Array.of(0),
    at: null,
    weight: null,
  });
  expect(() => splitEvents(events, split('leave-last'), 1)).toThrow(/no row for the/);
});
