import { expect, test } from 'vitest';
import { resolveFeed } from '../../../src/design/feed/resolve.ts';
import { feedLog } from '../../../src/stages/feed/prepare/feed-log.ts';
import { wholeLog } from '../../../src/stages/feed/prepare/told-log.ts';
import type { ToldEvents } from '../../../src/stages/told-events.ts';
import {
  type Column,
  categoryColumn,
  columnRows,
  numberColumn,
  textColumn,
} from '../../../src/table/column.ts';
import type { Frame } from '../../../src/table/frame.ts';
import { fileOf, TOWN } from '../../design/feed/made-tables.ts';

const { design } = resolveFeed(fileOf(), TOWN);
const TYPES = TOWN.events!.find((c) => c.name === 'type')!.values!;
const NONE = Number.NaN;
const T0 = 1_700_000_000_000;

const frame = (columns: Readonly<Record<string, Column>>): Frame => ({
  rows: columnRows(Object.values(columns)[0]!),
  schema: Object.keys(columns).map((name) => ({
    name,
    type: name === 'at' || name === 'publishedAt' || name === 'since' ? 'timestamp' : 'nominal',
  })) as Frame['schema'],
  columns: new Map(Object.entries(columns)),
});
const texts = (...values: (string | null)[]): Column => textColumn(values);
const numbers = (...values: number[]): Column => numberColumn(Float64Array.from(values));
const codes = (dictionary: readonly string[], ...values: (string | null)[]): Column =>
  categoryColumn(
    Int32Array.from(values, (v) => (v === null ? -1 : dictionary.indexOf(v))),
    dictionary,
  );

const POSTS = frame({
  postId: texts('late', 'early', null, 'early'),
  publishedAt: numbers(T0 + 500, T0 - 500, T0, T0),
  authorId: codes(['ann', 'bob'], 'bob', 'ann', 'ann', 'bob'),
  topic: codes(['chess', 'tea'], 'tea', 'chess', 'tea', 'tea'),
  text: texts('a', 'b', 'c', 'd'),
  length: numbers(1, 2, 3, 4),
  spam: numbers(0, 0, 0, 0),
});
const EVENTS = frame({
  readerId: texts('r1', 'r2', null, 'r1', 'r2'),
  postId: texts('late', 'early', 'early', 'ghost', null),
  type: codes(TYPES, 'open', 'impression', 'open', 'like', 'mute'),
  at: numbers(T0 + 900, T0, T0, T0 + 100, NONE),
  value: numbers(NONE, NONE, NONE, 2, NONE),
  requestId: texts('q2', 'q1', null, null, null),
  position: numbers(3, 0, NONE, NONE, NONE),
  propensity: numbers(0.5, 1, NONE, NONE, NONE),
  device: codes(['desktop', 'phone'], 'phone', null, null, 'desktop', null),
});
const READERS = frame({ readerId: texts('r2', 'r9'), language: codes(['de', 'en'], 'de', 'en') });
const FOLLOWS = frame({
  readerId: texts('r1', 'r2'),
  authorId: texts('bob', 'cyd'),
  since: numbers(T0 + 50, NONE),
});

test('events come oldest first, by what their posts and readers are numbered as', () => {
  const { log, facts } = feedLog(design, {
    events: EVENTS,
    posts: POSTS,
    readers: READERS,
    follows: FOLLOWS,
    friends: null,
  });
  expect(log.posts).toEqual(['early', 'late', 'ghost']);
  expect(log.readers).toEqual(['r2', 'r1', 'r9']);
  expect(Array.from(log.type, (t) => log.types[t])).toEqual(['impression', 'like', 'open']);
  expect([...log.reader]).toEqual([0, 1, 1]);
  expect([...log.post]).toEqual([0, 2, 1]);
  expect([...log.at]).toEqual([T0, T0 + 100, T0 + 900]);
  expect([...log.request]).toEqual([0, -1, 1]);
  expect([...log.position]).toEqual([0, -1, 3]);
  expect([...log.value]).toEqual([NONE, 2, NONE]);
  expect(log.context.columns.get('device')).toMatchObject({ codes: Int32Array.of(-1, 0, 1) });
  expect([...log.catalogue.addedAt]).toEqual([T0 - 500, T0 + 500, NONE]);
  expect(log.readerAttributes?.columns.get('language')).toMatchObject({ codes: Int32Array.of(0, -1, 1) });
  expect(facts).toEqual({ dropped: 2, unknownPosts: 1, early: 0, repeatedPosts: 2 });
});

test('ties come oldest first, those without an instant before all; who is only followed is an author too', () => {
  const { log } = feedLog(design, {
    events: EVENTS,
    posts: POSTS,
    readers: null,
    follows: FOLLOWS,
    friends: null,
  });
  expect(log.catalogue.attributes.columns.get('authorId')).toMatchObject({
    codes: Int32Array.of(0, 1, -1),
    dictionary: ['ann', 'bob', 'cyd'],
  });
  expect([...log.follows.since]).toEqual([-Infinity, T0 + 50]);
  expect([...log.follows.from]).toEqual([0, 1]);
  expect([...log.follows.to]).toEqual([2, 1]);
});

test('what was told while it was served joins the log, each event once; who was erased is nowhere', () => {
  const frames = { events: EVENTS, posts: POSTS, readers: READERS, follows: FOLLOWS, friends: null };
  const did = { user: 'r1', requestId: 's.0', position: 4, propensity: 0.25 };
  const told: ToldEvents = {
    actions: [
      // The sources have it: the same reader, post, type and second.
      { ...did, type: 'open', item: 'late', at: T0 + 950 },
      { ...did, type: 'impression', item: 'new', at: T0 + 2000, context: { device: 'watch' } },
      { user: 'nora', type: 'save', item: 'early', at: T0 + 3000, value: 7 },
    ],
    items: [
      { type: '$item', item: 'new', attributes: { authorId: 'eve', length: 9 }, at: T0 + 1500 },
      { type: '$item', item: 'early', attributes: null, at: T0 + 1600 },
    ],
    users: [{ type: '$user', user: 'nora', attributes: { language: 'fr' } }],
    ties: [
      { type: '$tie', tie: 'follow', from: 'nora', to: 'eve', at: T0 + 1700 },
      { type: '$tie', tie: 'follow', from: 'r1', to: 'bob', gone: true, at: T0 + 1800 },
    ],
    known: 9,
  };
  const log = wholeLog(design, frames, { told, erased: (reader) => reader === 'r2' });
  expect(log.readers).toEqual(['r1', 'nora', 'r9']);
  expect(log.posts).toEqual(['early', 'late', 'ghost', 'new']);
  expect(Array.from(log.type, (t) => log.types[t])).toEqual(['like', 'open', 'impression', 'save']);
  expect([...log.at]).toEqual([T0 + 100, T0 + 900, T0 + 2000, T0 + 3000]);
  expect([...log.position]).toEqual([-1, 3, 4, -1]);
  expect([...log.propensity]).toEqual([NONE, 0.5, 0.25, NONE]);
  expect([...log.request]).toEqual([-1, 0, 1, -1]);
  expect(log.value[3]).toBe(7);
  expect(log.context.columns.get('device')).toMatchObject({ dictionary: ['desktop', 'phone', 'watch'] });
  expect([...log.catalogue.addedAt]).toEqual([T0 - 500, T0 + 500, NONE, T0 + 1500]);
  expect([...log.catalogue.live]).toEqual([0, 1, 1, 1]);
  const author = log.catalogue.attributes.columns.get('authorId');
  expect(author).toMatchObject({ dictionary: ['ann', 'bob', 'eve'] });
  expect(log.readerAttributes?.columns.get('language')).toMatchObject({ codes: Int32Array.of(-1, 2, 1) });
  expect([[...log.follows.from], [...log.follows.to], [...log.follows.since]]).toEqual([
    [1],
    [2],
    [T0 + 1700],
  ]);
});
