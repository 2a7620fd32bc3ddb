import { expect, test } from 'vitest';
import type { FeedHead } from '../../../src/contracts/feed-design.ts';
import { feedFacts, type PageRow } from '../../../src/stages/monitor/slates/feed-facts.ts';

const MINUTE = 60_000;
const head = (name: string, more: Partial<FeedHead> = {}): FeedHead => ({
  name,
  kind: 'binary',
  actions: [name],
  atLeast: null,
  below: null,
  given: null,
  ...more,
});
const heads = [head('open'), head('dwell', { kind: 'amount' })];
const page = (n: number, user: string, minutes: number, expected: number): PageRow => ({
  id: `q.${n}`,
  place: { seq: n, line: 0 },
  at: minutes * MINUTE,
  version: 1,
  known: 10 * n,
  user,
  k: 2,
  context: {},
  filters: [],
  before: [],
  seed: 1,
  items: ['a', 'b'],
  scores: [1, 0],
  sources: ['fresh', 'fresh'],
  propensities: [1, 1],
  worth: { open: 2, dwell: 0.5 },
  heads: [
    [expected, 4],
    [0.1, 4],
  ],
  micros: 100,
});
const pages = [
  page(1, 'ann', 0, 0.5),
  page(2, 'ann', 10, 0.5),
  page(3, 'ben', 60, 0.9),
  page(4, 'ben', 119, 0.9),
];
const actions = [
  { type: 'open', user: 'ann', item: 'a', at: MINUTE, requestId: 'q.1' },
  { type: 'dwell', user: 'ann', item: 'a', at: 2 * MINUTE, value: 6, requestId: 'q.1' },
  { type: 'open', user: 'ben', item: 'b', at: 61 * MINUTE },
  { type: 'open', user: 'ben', item: 'a', at: 119.5 * MINUTE, requestId: 'q.4' },
];

test('what came of posts counts once the time for actions is over; sessions and first places are told apart', () => {
  const records = [
    { seq: 9, at: 0 },
    { seq: 15, at: 5 * MINUTE },
    { seq: 45, at: 119 * MINUTE - 30 },
  ];
  const facts = feedFacts({ pages, actions, records, heads, windowMinutes: 30, now: 120 * MINUTE, seed: 1 });
  const [open, dwell] = facts.heads;
  // The last page is too young: three pages of two posts, two opens.
  expect(open).toMatchObject({ head: 'open', posts: 6, rate: { value: 2 / 6 } });
  expect(dwell!.rate.value).toBe(1);
  expect(open!.first).toMatchObject({ posts: 3, came: 1 / 3 });
  expect(open!.first.expected).toBeCloseTo((0.5 + 0.5 + 0.9) / 3);
  expect(open!.first.difference.value).toBeCloseTo(1 / 3 - 1.9 / 3);
  expect(open!.first.calibration.reduce((rows, bin) => rows + bin.rows, 0)).toBe(3);
  expect(dwell!.first.calibration).toEqual([]);
  // Two sessions: ann's two pages brought 2 + 3, ben's one 2.
  expect(facts.value.perSession.value).toBeCloseTo((5 + 2) / 2);
  expect(facts.value.points.map(({ pages: n, sessions }) => [n, sessions])).toEqual([
    [2, 1],
    [1, 1],
  ]);
  // The last page did not know of what had come 30 ms before it.
  expect(facts.counters).toMatchObject({ pages: 4, behind: 1 / 4, waitedMs: { max: 30 } });
});

test('nothing is told where nothing came', () => {
  const none = feedFacts({ pages: [], actions: [], records: [], heads, windowMinutes: 30, now: 0, seed: 1 });
  expect(none.heads[0]).toMatchObject({ posts: 0, rate: { value: null }, first: { posts: 0, came: null } });
  expect(none.value).toEqual({
    sessionMinutes: 30,
    perSession: { value: null, low: null, high: null },
    points: [],
  });
  expect(none.counters).toEqual({ pages: 0, behind: null, waitedMs: null });
});
