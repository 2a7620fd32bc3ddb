import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { openWritableJournal } from '../../src/adapters/server/writable-journal.ts';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { FeedManifest, FittedFeed } from '../../src/contracts/feed.ts';
import type { FeedHead } from '../../src/contracts/feed-design.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import { type Params, resolveParams } from '../../src/contracts/params.ts';
import type { VersionBody } from '../../src/contracts/record.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { feedSources } from '../../src/feed-sources/index.ts';
import { type Random, random, randomInt } from '../../src/kernels/random.ts';
import { multiTaskModels } from '../../src/multitask/index.ts';
import type { FeedRules } from '../../src/recipe/feed/event-roles.ts';
import { type FeedFeatures, feedFeatures } from '../../src/recipe/feed/feed-features.ts';
import { KnownFeed } from '../../src/recipe/feed/known-feed.ts';
import { feedData } from '../../src/recipe/feed/store-feed.ts';
import { packKnown } from '../../src/recipe/feed/store-known.ts';
import { rerankers } from '../../src/rerankers/index.ts';
import { itemsOf } from '../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn } from '../../src/table/column.ts';
import { matrix } from '../../src/table/matrix.ts';
import type { Schema } from '../../src/table/schema.ts';

/** The design of the measured system. */
export const DESIGN = {
  posts: 100_000,
  readers: 100_000,
  authors: 5000,
  topics: 60,
  candidates: 500,
  history: 50,
  eventsBefore: 1_000_000,
  followsOfReader: 20,
  friendsOfReader: 6,
  k: 20,
} as const;
export const TYPES = ['impression', 'open', 'like', 'comment', 'hide'];
/** A reader who follows 5,000 authors, and the author whom everybody follows. */
export const EAGER = 'r0';
export const STAR = 'a0';
/** Readers r1 .. who did all that they did 30 days ago. */
export const AWAY = 200;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const head = (name: string, given: string | null = null): FeedHead => ({
  name,
  kind: 'binary',
  actions: [name],
  atLeast: null,
  below: null,
  given,
});
const by = (of: readonly string[], type: string, name: string, params: Params) => ({
  name: `${of.join('-')}.${type}.${name}`,
  by: of,
  counts: { [type]: 1 },
  aggregate: { name, params },
});
const hour = { windowMinutes: 60, buckets: 12 };
const fading = { halfLifeHours: 72 };
const rate = (of: string, name: string, type: string) => ({
  name: `${of}.${type}.rate`,
  of: `${of}.${type}.${name}`,
  per: `${of}.impression.${name}`,
  prior: 0.1,
  strength: 20,
});

export const rules: FeedRules = {
  framing: {
    heads: [head('open'), head('like', 'open'), head('comment', 'open'), head('hide')],
    windowMinutes: 60,
    question: null,
    objectives: { value: { open: 1, like: 4, comment: 8, hide: -20 } },
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
      value: null,
      request: null,
      position: null,
      propensity: null,
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
      vector: Array.from({ length: 16 }, (_, d) => `v${d}`),
    },
    readers: null,
    follows: { source: 'follows', from: 'reader', to: 'author', since: null },
    friends: { source: 'friends', from: 'a', to: 'b', since: null, closeness: null },
    impressions: { type: 'impression' },
    split: { validation: 0.1, test: 0.1 },
  },
  aggregates: [
    ...['impression', 'open', 'like'].map((type) => by(['post'], type, 'window-sum', hour)),
    ...['impression', 'open', 'like', 'hide'].map((type) => by(['post'], type, 'count', {})),
    ...['impression', 'open'].map((type) => by(['author'], type, 'decayed-sum', fading)),
    ...['impression', 'open'].map((type) => by(['reader'], type, 'decayed-sum', fading)),
    ...['impression', 'open'].map((type) => by(['reader', 'author'], type, 'decayed-sum', fading)),
    ...['impression', 'open'].map((type) => by(['reader', 'topic'], type, 'decayed-sum', fading)),
  ],
  ratios: [
    rate('post', 'count', 'open'),
    rate('author', 'decayed-sum', 'open'),
    rate('reader-author', 'decayed-sum', 'open'),
    rate('reader-topic', 'decayed-sum', 'open'),
  ],
  filters: {
    backAfterComments: 3,
    mostBack: 1,
    mostAgeHours: 24 * 30,
    flag: null,
    mutes: ['mute'],
    hides: [],
  },
  serving: { host: '', port: 0, candidates: DESIGN.candidates, history: DESIGN.history, budgetMs: 1000 },
};

const names = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i}`);

function emptyTown(): KnownFeed {
  const category = (name: string, values: string[]) =>
    ({ name, type: 'nominal', dictionary: values }) as const;
  const schema: Schema = [
    category('author', names('a', DESIGN.authors)),
    category('topic', names('t', DESIGN.topics)),
    { name: 'length', type: 'discrete' },
    ...rules.data.posts.vector.map((name) => ({ name, type: 'continuous' }) as const),
  ];
  const columns = new Map<string, Column>(
    schema.map(({ name, dictionary }) => [
      name,
      dictionary ? categoryColumn(new Int32Array(0), dictionary) : numberColumn(new Float64Array(0)),
    ]),
  );
  return new KnownFeed({
    rules,
    types: TYPES,
    texts: null,
    posts: [],
    catalogue: itemsOf({ rows: 0, schema, columns }),
    readers: [],
    readerAttributes: null,
  });
}

/** A town with its posts of the last 14 days, its ties, and a million events. Few posts take most of them. */
export function madeTown(now: number): KnownFeed {
  const r = random(3);
  const known = emptyTown();
  for (let p = 0; p < DESIGN.posts; p++) {
    const topic = randomInt(r, DESIGN.topics);
    const vector = rules.data.posts.vector.map((name, d) => [name, (d === topic % 16 ? 2 : 0) + r() - 0.5]);
    const author = `a${Math.floor(DESIGN.authors * r() ** 2)}`;
    const attributes = {
      author,
      topic: `t${topic}`,
      length: 50 + randomInt(r, 200),
      ...Object.fromEntries(vector),
    };
    known.putPost(`p${p}`, attributes, now - 14 * DAY * (1 - p / DESIGN.posts));
  }
  const author = () => known.postTable.authorCode(`a${Math.floor(DESIGN.authors * r() ** 2)}`);
  for (let reader = 0; reader < DESIGN.readers; reader++) {
    known.readerOf(`r${reader}`);
    const follows = reader === 0 ? 5000 : DESIGN.followsOfReader;
    known.follows.add(reader, known.postTable.authorCode(STAR), -Infinity, Number.NaN);
    for (let f = 1; f < follows; f++)
      known.follows.add(reader, reader === 0 ? f : author(), now - r() * 100 * DAY, Number.NaN);
  }
  for (let reader = 0; reader < DESIGN.readers; reader++)
    for (let f = 0; f < DESIGN.friendsOfReader / 2; f++)
      known.befriend(reader, randomInt(r, DESIGN.readers), now - r() * 300 * DAY, r());
  for (let e = 0; e < DESIGN.eventsBefore; e++) {
    const act = madeAct(r);
    const at = now - 3 * DAY * (1 - e / DESIGN.eventsBefore) - (isAway(act.reader) ? 30 * DAY : 0);
    known.act({ ...act, at, seenAt: at, value: Number.NaN });
  }
  return known;
}

export const isAway = (reader: number): boolean => reader > 0 && reader <= AWAY;

/** Something that somebody does, by index; new posts are met more often. */
export function madeAct(r: Random): { type: string; reader: number; post: number } {
  const type = TYPES[Math.min(4, Math.floor(-Math.log2(1 - r()) * 0.8))]!;
  return {
    type,
    reader: randomInt(r, DESIGN.readers),
    post: DESIGN.posts - 1 - Math.floor(DESIGN.posts * r() ** 3),
  };
}

async function fitHeads(
  name: string,
  features: FeedFeatures,
  known: KnownFeed,
  now: number,
): Promise<FittedFeed['model']> {
  const model = multiTaskModels.find((m) => m.name === name)!;
  const { heads } = rules.framing;
  const r = random(5);
  const pages = 400;
  const each = 20;
  const x = matrix(pages * each, features.columns.length);
  for (let page = 0; page < pages; page++) {
    const posts = Int32Array.from({ length: each }, () => madeAct(r).post);
    const moment = { reader: madeAct(r).reader, posts, context: {}, position: null, now };
    features.write(known, moment, x, page * each);
  }
  const y = heads.map(({ given }) =>
    Float64Array.from({ length: x.rows }, (_, row) =>
      r() < (given ? 0.1 : 0.2 + 0.001 * (row % 7)) ? 1 : 0,
    ),
  );
  const { params } = resolveParams(name, model.params, {
    ...(name === 'shared-body' && { epochs: 2 }),
    ...(name === 'model-per-head' && { models: [{ name: 'boosted-trees', params: { rounds: 100 } }] }),
  });
  const set = { heads, columns: features.columns, x, y, weights: null };
  const state = await model.fit(set, params, { ...quietRun(), kernels: wasmKernels() });
  return { name, version: model.version, params, state };
}

const step = (name: string, given: Params = {}) => {
  const component = [...rerankers, ...feedSources].find((c) => c.name === name)!;
  return { name, params: resolveParams(name, component.params, given).params };
};

/** The town and a feed that was fitted on it. */
export async function madeTownFeed(
  model: string,
  now: number,
): Promise<{ fitted: FittedFeed; known: KnownFeed }> {
  const known = madeTown(now);
  const { schema } = known.posts.attributes;
  const dictionaries = {
    reader: names('r', DESIGN.readers),
    'post:author': names('a', DESIGN.authors),
    'post:topic': names('t', DESIGN.topics),
  };
  const features = feedFeatures(rules, schema, known.readers.schema, dictionaries);
  return {
    known,
    fitted: {
      system: 'town',
      design: {
        ...rules,
        sources: feedSources.map(({ name }) => step(name)),
        rerankers: [
          step('near-duplicates'),
          step('decay', { attribute: 'author' }),
          step('cap', { attribute: 'author', most: 3 }),
          step('fresh-floor', { share: 0.2 }),
          step('explore', { chance: 0.2, every: 5, below: 50 }),
        ],
      },
      texts: null,
      columns: features.columns,
      dictionaries,
      heads: rules.framing.heads,
      model: await fitHeads(model, features, known, now),
      calibrators: rules.framing.heads.map(() => null),
    },
  };
}

/** A project folder with that feed as its champion. */
export async function servedTown(model: string): Promise<{ folder: string; columns: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-town-'));
  const store = join(folder, '.millwright');
  const artifacts = fileArtifacts(join(store, 'artifacts'));
  const now = Date.now();
  const { fitted, known } = await madeTownFeed(model, now);
  const { manifest, tensors } = feedData(fitted);
  const whole: FeedManifest = {
    ...manifest,
    tensors: await artifacts.put(tensors),
    known: await artifacts.put(packKnown(known)),
    parents: { dataset: '', design: '0'.repeat(64) },
    program: 'bench',
  };
  const sha256 = await artifacts.put(new TextEncoder().encode(canonicalJson(whole as never)));
  const rest = { primary: 'ndcgAt10', metrics: {}, trained: '', run: null };
  const body: VersionBody = { version: 1, kind: 'feed', sha256, model, ...rest };
  const journal = await openWritableJournal(store, 'bench');
  await journal.append([{ kind: 'version', system: 'town', id: '1', at: now, body: JSON.stringify(body) }]);
  await journal.close();
  return { folder, columns: fitted.columns.length };
}
