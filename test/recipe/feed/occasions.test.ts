import { describe, expect, test } from 'vitest';
import type { FeedHead } from '../../../src/contracts/feed-design.ts';
import type { FeedLog, FeedOccasions } from '../../../src/contracts/feed-log.ts';
import { occasionsOf, someOccasions } from '../../../src/recipe/feed/occasions.ts';
import { type Told, toldLog } from './told-log.ts';

const head = (name: string, more: Partial<FeedHead> = {}): FeedHead => ({
  name,
  kind: 'binary',
  actions: [name],
  atLeast: null,
  below: null,
  given: null,
  ...more,
});
const heads = [
  head('open'),
  head('skip', { actions: ['dwell'], below: 5, given: 'open' }),
  head('dwell', { kind: 'amount', given: 'open' }),
  head('like', { given: 'open' }),
];
const framing = { heads, windowMinutes: 60 };
const seen = (at: number, post: string, more: Partial<Told> = {}): Told => ({
  at,
  reader: 'ann',
  post,
  type: 'seen',
  ...more,
});
const did = (at: number, type: string, post: string, value?: number, request?: number): Told => ({
  at,
  reader: 'ann',
  post,
  type,
  ...(value === undefined ? {} : { value }),
  ...(request === undefined ? {} : { request }),
});
/** Long after, so that everything has settled. */
const later: Told = { at: 10_000, reader: 'zoe', post: 'z', type: 'other' };

/** Rows in words: "page post: truths". */
const told = (log: FeedLog, o: FeedOccasions): string[] =>
  Array.from(o.post, (post, r) => {
    const page = o.start.findLastIndex((from, p) => p < o.size && from <= r);
    return `${page} ${log.posts[post]}: ${o.truth.map((t) => (Number.isNaN(t[r]!) ? '-' : t[r])).join(' ')}`;
  });
const rowsOf = (events: readonly Told[], of = framing): string[] => {
  const log = toldLog([...events, later]);
  return told(log, occasionsOf(log, of, { type: 'seen' }, 1));
};

test('answers of readers stand beside the rows that they are about', () => {
  const log = toldLog([
    seen(0, 'a', { request: 1 }),
    seen(0, 'b', { request: 1, position: 1 }),
    did(1, 'open', 'a', undefined, 1),
    did(2, 'asked', 'a', 4, 1),
    later,
  ]);
  const found = occasionsOf(log, { ...framing, question: 'asked' }, { type: 'seen' }, 1);
  expect([...found.answer!]).toEqual([4, Number.NaN]);
  expect([...someOccasions(found, 0, 1).answer!]).toEqual([4, Number.NaN]);
  expect(occasionsOf(log, framing, { type: 'seen' }, 1).answer).toBeUndefined();
});

describe('with impressions', () => {
  test('those of a request are one page, in order of position, with what came of each', () => {
    const page = { request: 7 };
    expect(
      rowsOf([
        seen(0, 'b', { ...page, position: 1 }),
        seen(0, 'a', { ...page, position: 0 }),
        seen(0, 'c', { ...page, position: 2 }),
        did(1, 'open', 'a'),
        did(2, 'dwell', 'a', 3),
        did(3, 'open', 'c'),
        did(4, 'dwell', 'c', 20),
        did(5, 'like', 'c'),
        did(6, 'dwell', 'c', 10),
      ]),
    ).toEqual(['0 a: 1 1 3 0', '0 b: 0 - - -', '0 c: 1 0 30 1']);
  });

  test('without requests those of a reader that follow within a minute are a page', () => {
    expect(rowsOf([seen(0, 'a'), seen(0.5, 'b'), seen(0.6, 'a'), seen(30, 'c')])).toEqual([
      '0 a: 0 - - -',
      '0 b: 0 - - -',
      '1 c: 0 - - -',
    ]);
  });

  test('an action belongs to the newest impression, or to that of its own page, and to none beyond the window', () => {
    const [one, two] = [{ request: 1 }, { request: 2 }];
    const first = { heads: [heads[0]!], windowMinutes: 60 };
    expect(rowsOf([seen(0, 'a', one), seen(30, 'a', two), did(40, 'open', 'a')], first)).toEqual([
      '0 a: 0',
      '1 a: 1',
    ]);
    expect(rowsOf([seen(0, 'a', one), seen(30, 'a', two), did(40, 'open', 'a', 1, 1)], first)).toEqual([
      '0 a: 1',
      '1 a: 0',
    ]);
    expect(rowsOf([seen(0, 'a', one), did(61, 'open', 'a')], first)).toEqual(['0 a: 0']);
  });

  test('an action before the impression is none of its truth', () => {
    expect(rowsOf([did(0, 'open', 'a'), seen(0, 'a')])).toEqual(['0 a: 0 - - -']);
  });

  test('what would have come after the end of the log is not known yet', () => {
    const log = toldLog([seen(0, 'a'), did(10, 'open', 'a'), seen(20, 'b'), seen(25, 'c')]);
    const { truth } = occasionsOf(log, { heads: [heads[0]!], windowMinutes: 60 }, { type: 'seen' }, 1);
    expect([...truth[0]!]).toEqual([1, Number.NaN, Number.NaN]);
  });

  test('what was known is what came before the page', () => {
    const log = toldLog([
      did(0, 'open', 'x'),
      seen(1, 'a', { request: 1 }),
      seen(1, 'b', { request: 1 }),
      later,
    ]);
    const { before, at, reader, moment } = occasionsOf(log, framing, { type: 'seen' }, 1);
    expect([before[0], moment[0], at[0], log.readers[reader[0]!]]).toEqual([1, 1, 60_000, 'ann']);
  });
});

describe('without impressions', () => {
  const rule = { opens: 'open', negatives: 2, days: 1 };
  const by = (reader: string, at: number, post: string): Told => ({ at, reader, post, type: 'open' });
  const DAY = 24 * 60;
  const events = [
    by('bob', 0, 'old'),
    by('bob', DAY, 'p'),
    by('bob', DAY + 1, 'q'),
    by('cid', DAY + 2, 'r'),
    by('ann', DAY + 3, 'p'),
    by('ann', DAY + 4, 'p'),
    did(DAY + 5, 'like', 'p'),
    by('ann', DAY + 6, 'old'),
    by('ann', DAY + 7, 'of nobody'),
    by('bob', DAY + 8, 'future'),
    later,
  ];

  test('a first open is a page, beside posts that others opened in the days before and he had not', () => {
    const log = toldLog(events);
    const all = occasionsOf(log, { heads: [heads[0]!, heads[3]!], windowMinutes: 60 }, rule, 1);
    // Opened again, opened by others long ago only, and opened by nobody before: no pages.
    expect(told(log, all).sort()).toEqual(['0 p: 1 1', '0 q: 0 -', '0 r: 0 -']);
    expect(all.position.every((position) => position === -1)).toBe(true);
    expect(all.propensity.every(Number.isNaN)).toBe(true);
  });

  test('the seed decides what is drawn, and nothing of the future does', () => {
    const many = Array.from({ length: 30 }, (_, i) => by('bob', i, `m${i}`));
    const asked = by('ann', 40, 'm0');
    const drawn = (after: readonly Told[], seed: number): string[] => {
      const log = toldLog([...many, asked, ...after, later]);
      const o = occasionsOf(log, { heads: [heads[0]!], windowMinutes: 60 }, rule, seed);
      return [...o.post].map((post) => log.posts[post]!);
    };
    const once = drawn([], 1);
    expect(drawn([by('ann', 41, once[0]!), by('bob', 42, 'm99')], 1)).toEqual(once);
    expect([2, 3, 4].some((seed) => drawn([], seed).join() !== once.join())).toBe(true);
  });
});

test('some of the occasions are occasions of their own', () => {
  const log = toldLog([seen(0, 'a'), seen(5, 'b'), seen(5.1, 'c'), did(6, 'open', 'c'), later]);
  const part = someOccasions(occasionsOf(log, framing, { type: 'seen' }, 1), 1, 2);
  expect(told(log, part)).toEqual(['0 b: 0 - - -', '0 c: 1 0 0 0']);
});
