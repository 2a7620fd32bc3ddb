import { expect, test } from 'vitest';
import { givenSplit } from '../../../src/splitters/events/given.ts';
import { type Interactions, interactionsFrom } from '../../../src/table/interactions.ts';

type Event = readonly [user: number, item: number, at: number];

const of = (events: readonly Event[], timed = true): Interactions =>
  interactionsFrom(10, 20, {
    user: Int32Array.from(events, ([u]) => u),
    item: Int32Array.from(events, ([, i]) => i),
    at: timed ? Float64Array.from(events, ([, , at]) => at) : null,
    weight: null,
  });

/** Ten users with ten events each, user u from instant 5 u on. */
const all: Event[] = Array.from({ length: 100 }, (_, e) => {
  const u = Math.floor(e / 10);
  return [u, e % 20, 5 * u + (e % 10)];
});
const rule = (train: readonly Event[], test: readonly Event[], timed = true) =>
  givenSplit(of(train, timed), of(test, timed), 1);

test('an instant that parts all users', () => {
  const split = rule(
    all.filter(([, , at]) => at < 40),
    all.filter(([, , at]) => at >= 40),
  );
  expect(split.rule).toBe('time');
  expect(Math.max(...split.train.at)).toBeLessThan(Math.min(...split.validation.wanted.at));
});

test('the last event of each user', () => {
  const last = (e: Event) => e[2] === 5 * e[0] + 9;
  const split = rule(
    all.filter((e) => !last(e)),
    all.filter(last),
  );
  expect(split.rule).toBe('leave-last');
  expect([...split.validation.wanted.at]).toEqual(Array.from({ length: 10 }, (_, u) => 5 * u + 8));
});

test('the last events of each user', () => {
  const late = (e: Event) => e[2] >= 5 * e[0] + 8;
  const split = rule(
    all.filter((e) => !late(e)),
    all.filter(late),
  );
  expect(split.rule).toBe('last share');
  expect(split.validation.wanted.item.length).toBe(20);
  expect(split.caution).toBeNull();
});

test('chance: of events with times it is told', () => {
  const some = (_: Event, i: number) => i % 4 === 1;
  const parts = [all.filter((e, i) => !some(e, i)), all.filter(some)] as const;
  const split = rule(...parts);
  expect(split.rule).toBe('chance');
  expect(split.caution).toMatch(/the future tells of the past/);
  expect(split.validation.wanted.item.length).toBeGreaterThan(8);
  const untimed = givenSplit(of(parts[0], false), of(parts[1], false), 1);
  expect([untimed.rule, untimed.caution]).toEqual(['chance', null]);
});

test('what is given stays as it is: all training events teach in the end, and test events are what was given', () => {
  const [train, tested] = [of(all.slice(0, 80)), of(all.slice(80))];
  const split = givenSplit(train, tested, 1);
  expect(split.fitting).toEqual(train);
  expect(split.test).toEqual({ past: train, wanted: tested });
});
