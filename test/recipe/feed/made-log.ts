import type { FeedLog, FeedOccasions } from '../../../src/contracts/feed-log.ts';
import { random, randomInt } from '../../../src/kernels/random.ts';
import type { FeedRules } from '../../../src/recipe/feed/event-roles.ts';
import { itemsOf } from '../../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../../src/table/column.ts';
import type { Schema } from '../../../src/table/schema.ts';

export const HOUR = 3_600_000;
export const T0 = Date.UTC(2026, 0, 5);
export const TYPES = ['impression', 'open', 'like', 'comment', 'mute', 'hide', 'follow'];

const by = (of: readonly string[], type: string, name: string, params: Record<string, number>) => ({
  name: `${of.join('-')}.${type}.${name}`,
  by: of,
  counts: { [type]: 1 },
  aggregate: { name, params },
});

/** A small feed with everything that a design can ask for. */
export const rules = {
  framing: {
    heads: [
      { name: 'open', kind: 'binary', actions: ['open'], atLeast: null, below: null, given: null },
      { name: 'like', kind: 'binary', actions: ['like'], atLeast: null, below: null, given: 'open' },
      { name: 'hide', kind: 'binary', actions: ['hide'], atLeast: null, below: null, given: null },
    ],
    windowMinutes: 60,
    question: null,
    objectives: { value: { open: 1, like: 5, hide: -10 } },
    rankBy: 'value',
    input: '',
    output: '',
  },
  data: {
    sources: [],
    events: {
      source: 'events',
      reader: 'reader',
      post: 'post',
      type: 'type',
      at: 'at',
      value: 'value',
      request: 'request',
      position: 'position',
      propensity: null,
      context: [{ name: 'device', type: 'nominal' }],
    },
    posts: {
      source: 'posts',
      id: 'post',
      columns: [],
      published: 'published',
      author: 'author',
      topic: 'topic',
      text: null,
      group: null,
      vector: ['v0', 'v1', 'v2', 'v3', 'v4', 'v5'],
    },
    readers: { source: 'readers', id: 'reader', columns: [] },
    follows: { source: 'follows', from: 'reader', to: 'author', since: 'since' },
    friends: { source: 'friends', from: 'a', to: 'b', since: 'since', closeness: 'closeness' },
    impressions: { type: 'impression' },
    split: { validation: 0.1, test: 0.1 },
  },
  aggregates: [
    by(['post'], 'open', 'window-sum', { windowMinutes: 60, buckets: 6 }),
    by(['post'], 'impression', 'count', {}),
    by(['author'], 'like', 'decayed-sum', { halfLifeHours: 5 }),
    by(['reader', 'author'], 'open', 'decayed-sum', { halfLifeHours: 24 }),
    by(['reader', 'topic'], 'open', 'since-last', {}),
  ],
  ratios: [
    {
      name: 'post.rate',
      of: 'post.open.window-sum',
      per: 'post.impression.count',
      prior: 0.1,
      strength: 5,
    },
  ],
  filters: {
    backAfterComments: 2,
    mostBack: 1,
    mostAgeHours: 500,
    flag: null,
    mutes: ['mute'],
    hides: ['hide'],
  },
  serving: { host: '', port: 0, candidates: 100, history: 8, budgetMs: 100 },
} as const satisfies FeedRules;

const dictionaryOf = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i}`);

export interface Sizes {
  readonly readers?: number;
  readonly posts?: number;
  readonly events?: number;
}

/** Events at random, with posts and ties that come in between. */
export function madeLog(seed: number, { readers = 8, posts = 24, events = 300 }: Sizes = {}): FeedLog {
  const r = random(seed);
  const ids = dictionaryOf('p', posts);
  const published = Float64Array.from(ids, (_, p) => (p < 5 ? Number.NaN : T0 + p * HOUR));
  const columns = new Map<string, Column>([
    [
      'author',
      categoryColumn(
        Int32Array.from(ids, (_, p) => p % 5),
        dictionaryOf('a', 5),
      ),
    ],
    [
      'topic',
      categoryColumn(
        Int32Array.from(ids, (_, p) => (p % 7) - 1),
        dictionaryOf('t', 6),
      ),
    ],
    [
      'language',
      categoryColumn(
        Int32Array.from(ids, (_, p) => p % 2),
        ['de', 'en'],
      ),
    ],
    ['length', numberColumn(Float64Array.from(ids, () => Math.floor(r() * 100)))],
    ...rules.data.posts.vector.map(
      (name) => [name, numberColumn(Float64Array.from(ids, () => r() - 0.5))] as const,
    ),
    ['title', textColumn(ids.map((id) => `about ${id}`))],
  ]);
  const schema: Schema = [
    { name: 'author', type: 'nominal', dictionary: dictionaryOf('a', 5) },
    { name: 'topic', type: 'nominal', dictionary: dictionaryOf('t', 6) },
    { name: 'language', type: 'nominal', dictionary: ['de', 'en'] },
    { name: 'length', type: 'discrete' },
    ...rules.data.posts.vector.map((name) => ({ name, type: 'continuous' }) as const),
    { name: 'title', type: 'text' },
  ];
  const e = Array.from({ length: events }, (_, i) => i);
  const at = Float64Array.from(e, () => T0 + Math.floor(r() * posts * 1.2 * HOUR)).sort();
  const there = (instant: number) => Math.max(5, Math.min(posts, Math.ceil((instant - T0) / HOUR)));
  return {
    readers: dictionaryOf('r', readers),
    posts: ids,
    types: TYPES,
    type: Uint8Array.from(e, () => Math.floor(r() ** 2 * TYPES.length)),
    reader: Int32Array.from(e, () => randomInt(r, readers)),
    post: Int32Array.from(e, (i) => randomInt(r, there(at[i]!))),
    at,
    value: Float64Array.from(e, () => (r() < 0.5 ? Number.NaN : r())),
    request: new Int32Array(events).fill(-1),
    position: new Int16Array(events).fill(-1),
    propensity: new Float32Array(events).fill(Number.NaN),
    context: {
      rows: events,
      schema: [{ name: 'device', type: 'nominal', dictionary: ['phone', 'tv'] }],
      columns: new Map([
        [
          'device',
          categoryColumn(
            Int32Array.from(e, (i) => i % 2),
            ['phone', 'tv'],
          ),
        ],
      ]),
    },
    catalogue: itemsOf({ rows: posts, schema, columns }, published),
    readerAttributes: {
      rows: readers,
      schema: [{ name: 'language', type: 'nominal', dictionary: ['de', 'en'] }],
      columns: new Map([
        [
          'language',
          categoryColumn(
            Int32Array.from({ length: readers }, (_, i) => (i % 3) - 1),
            ['de', 'en'],
          ),
        ],
      ]),
    },
    follows: {
      from: Int32Array.from([0, 1, 2, 0], (i) => i),
      to: Int32Array.of(1, 2, 1, 3),
      since: Float64Array.of(-Infinity, T0, T0 + 3 * HOUR, T0 + 9 * HOUR),
      closeness: new Float32Array(4).fill(Number.NaN),
    },
    friends: {
      from: Int32Array.of(0, 1, 3),
      to: Int32Array.of(2, 2, 0),
      since: Float64Array.of(-Infinity, T0 + HOUR, T0 + 8 * HOUR),
      closeness: Float32Array.of(0.5, Number.NaN, 0.25),
    },
  };
}

/** Pages of posts at random moments of a log. */
export function madeOccasions(log: FeedLog, seed: number, size = 20): FeedOccasions {
  const r = random(seed);
  const before = Int32Array.from({ length: size }, () => randomInt(r, log.at.length + 1)).sort();
  const at = Float64Array.from(before, (b) => (log.at[b - 1] ?? T0) + Math.floor(r() * 50_000));
  // An occasion is before the event that follows it.
  before.forEach((b, o) => {
    at[o] = Math.max(at[o - 1] ?? -Infinity, Math.min(at[o]!, log.at[b] ?? Infinity));
  });
  const each = 4;
  const rows = size * each;
  return {
    size,
    at,
    reader: Int32Array.from(at, () => randomInt(r, log.readers.length)),
    before,
    moment: Int32Array.from(before, (b) => b - 1),
    start: Int32Array.from({ length: size + 1 }, (_, o) => o * each),
    post: Int32Array.from({ length: rows }, () => randomInt(r, log.posts.length)),
    position: Int16Array.from({ length: rows }, (_, i) => (i % each) - (i % 9 === 0 ? 1 : 0)),
    propensity: new Float32Array(rows).fill(Number.NaN),
    truth: [],
  };
}
