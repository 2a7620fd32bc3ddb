import type { FeedDesign, FeedHead } from '../../src/contracts/feed-design.ts';
import type { FeedEdges, FeedLog } from '../../src/contracts/feed-log.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { normal, random, randomInt, shuffle } from '../../src/kernels/random.ts';
import { multiTaskModels } from '../../src/multitask/index.ts';
import { itemsOf } from '../../src/table/catalogue.ts';
import { categoryColumn } from '../../src/table/column.ts';

/**
 * A village of readers with a taste for topics, in front of pages of posts in a chance order, seen from the top down. Half
 * of the readers never like anything; posts of some authors are opened and left at once. Types: seen, open, dwell, like, hide.
 */
const TOPICS = 4;
const AUTHORS = 12;
const MINUTE = 60_000;
const T0 = Date.UTC(2026, 2, 2);
/** How much each place is looked at: falls by a fifth from one to the next. */
export const LOOKED_AT = 0.8;

export interface VillageSize {
  readonly readers: number;
  readonly posts: number;
  readonly pages: number;
  readonly rows: number;
}

const NO_EDGES: FeedEdges = {
  from: new Int32Array(0),
  to: new Int32Array(0),
  since: new Float64Array(0),
  closeness: new Float32Array(0),
};

export function villageLog({ readers, posts, pages, rows }: VillageSize, seed: number): FeedLog {
  const r = random(seed);
  const topic = Int32Array.from({ length: posts }, () => randomInt(r, TOPICS));
  const author = Int32Array.from({ length: posts }, () => randomInt(r, AUTHORS));
  const span = pages * 10 * MINUTE;
  const published = Float64Array.from({ length: posts }, (_, p) => T0 + ((p - posts / 2) / posts) * span);
  const taste = Array.from({ length: readers }, () =>
    Float64Array.from({ length: TOPICS }, () => 1.5 * normal(r)),
  );
  const types = ['seen', 'open', 'dwell', 'like', 'hide'];
  const events: {
    type: number;
    reader: number;
    post: number;
    at: number;
    value: number;
    page: number;
    place: number;
  }[] = [];
  for (let page = 0; page < pages; page++) {
    const at = T0 + page * 10 * MINUTE;
    const reader = randomInt(r, readers);
    const there = Int32Array.from({ length: posts }, (_, p) => p).filter((p) => published[p]! <= at);
    const shown = shuffle(there, r).slice(0, rows);
    const note = (type: number, post: number, place: number, later = 0, value = Number.NaN): void => {
      events.push({ type, reader, post, at: at + later, value, page, place });
    };
    shown.forEach((post, place) => {
      note(0, post, place);
    });
    shown.forEach((post, place) => {
      if (r() >= LOOKED_AT ** place) return;
      const bait = author[post]! < 3;
      const pull = taste[reader]![topic[post]!]! + (bait ? 1 : 0) - 1;
      if (r() < 0.02 + (bait ? 0.1 : 0)) note(4, post, place, 1000 + place);
      if (r() >= 1 / (1 + Math.exp(-pull))) return;
      note(1, post, place, 2000 + place);
      note(2, post, place, 30_000 + place, bait ? 2 : 20 * Math.exp(0.5 * normal(r)));
      if (reader % 2 === 0 && !bait && r() < 0.4) note(3, post, place, 40_000 + place);
    });
  }
  events.sort((a, b) => a.at - b.at);
  const ids = (prefix: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${prefix}${i}`);
  return {
    readers: ids('r', readers),
    posts: ids('p', posts),
    types,
    type: Uint8Array.from(events, (e) => e.type),
    reader: Int32Array.from(events, (e) => e.reader),
    post: Int32Array.from(events, (e) => e.post),
    at: Float64Array.from(events, (e) => e.at),
    value: Float64Array.from(events, (e) => e.value),
    request: Int32Array.from(events, (e) => e.page),
    position: Int16Array.from(events, (e) => e.place),
    propensity: Float32Array.from(events, () => 1 / posts),
    context: { rows: events.length, schema: [], columns: new Map() },
    catalogue: itemsOf(
      {
        rows: posts,
        schema: [
          { name: 'author', type: 'nominal', dictionary: ids('a', AUTHORS) },
          { name: 'topic', type: 'nominal', dictionary: ids('t', TOPICS) },
        ],
        columns: new Map([
          ['author', categoryColumn(author, ids('a', AUTHORS))],
          ['topic', categoryColumn(topic, ids('t', TOPICS))],
        ]),
      },
      published,
    ),
    readerAttributes: null,
    follows: NO_EDGES,
    friends: NO_EDGES,
  };
}

const head = (name: string, more: Partial<FeedHead> = {}): FeedHead => ({
  name,
  kind: 'binary',
  actions: [name],
  atLeast: null,
  below: null,
  given: null,
  ...more,
});

const counts = (by: readonly string[], type: string, name: string) => ({
  name: `${by.join('-')}.${type}`,
  by,
  counts: { [type]: 1 },
  aggregate: { name, params: {} },
});

/** A design over the village: four heads that chain, three objectives, quick models. */
export const villageDesign: FeedDesign = {
  format: 1,
  name: 'village',
  kind: 'feed',
  requirements: {
    objective: '',
    constraints: [],
    scale: { requestsPerSecond: null, rowsPerDay: null },
    latencyMs: null,
    privacy: [],
  },
  framing: {
    heads: [
      head('open'),
      head('skip', { actions: ['dwell'], below: 5, given: 'open' }),
      head('dwell', { kind: 'amount', given: 'open' }),
      head('like', { given: 'open' }),
      head('hide'),
    ],
    windowMinutes: 60,
    question: null,
    objectives: {
      opens: { open: 1 },
      time: { dwell: 1 },
      value: { open: 1, skip: -2, dwell: 0.02, like: 4, hide: -8 },
    },
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
      propensity: 'propensity',
      context: [],
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
      vector: [],
    },
    readers: null,
    follows: null,
    friends: null,
    impressions: { type: 'seen' },
    split: { validation: 0.2, test: 0.2 },
  },
  aggregates: [
    counts(['post'], 'open', 'count'),
    counts(['author'], 'hide', 'count'),
    counts(['reader', 'topic'], 'open', 'count'),
    counts(['reader', 'topic'], 'seen', 'count'),
  ],
  ratios: [{ name: 'taste', of: 'reader-topic.open', per: 'reader-topic.seen', prior: 0.2, strength: 5 }],
  models: multiTaskModels.map(({ name, params, traits }) => ({
    name,
    params: resolveParams(name, params, traits.quick ?? {}).params,
  })),
  sources: [],
  filters: { backAfterComments: null, mostBack: 0, mostAgeHours: null, flag: null, mutes: [], hides: [] },
  rerankers: [],
  evaluation: { primary: 'valueAt10', k: 10, slices: [], samples: 200, level: 0.95, staleness: false },
  serving: { host: '', port: 0, candidates: 100, history: 20, budgetMs: 100 },
  seed: 1,
};
