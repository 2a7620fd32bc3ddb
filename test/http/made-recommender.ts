import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { openWritableJournal } from '../../src/adapters/server/writable-journal.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import type { RecommendDesign } from '../../src/contracts/recommend-design.ts';
import type { FittedRecommender, RecommenderManifest } from '../../src/contracts/recommender.ts';
import type { VersionBody } from '../../src/contracts/record.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { random, randomInt } from '../../src/kernels/random.ts';
import { packHistories } from '../../src/recipe/recommender/histories.ts';
import { recommenderData } from '../../src/recipe/recommender/store-recommender.ts';
import { retrievers } from '../../src/retrievers/index.ts';
import { itemsOf } from '../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn, textColumn } from '../../src/table/column.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';
import { preferencesOf } from '../../src/table/preferences.ts';

const GENRES = ['drama', 'comedy', 'western', 'musical'];
const DAY = 86_400_000;
export const START = Date.UTC(2026, 0, 1);
export const ITEMS = 80;
export const USERS = 60;

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalJson(value));

/** What a version is made of, where a test wants another one. */
export interface MadeVersion {
  readonly retrievers?: readonly string[];
  readonly rerankers?: FittedRecommender['rerankers'];
  readonly repeats?: boolean;
  readonly history?: number;
  /** Whether the design has a table of items: without one an event can bring an item. */
  readonly table?: boolean;
  readonly budgetMs?: number;
  readonly users?: number;
  readonly items?: number;
}

export interface MadeRecommender {
  readonly folder: string;
  readonly store: string;
  /** Fit the next version on the made events, and register it. */
  register(over?: MadeVersion): Promise<void>;
  remove(): void;
}

/** Users 0, 4, 8 ... like items 0, 4, 8 ... (drama), users 1, 5 ... items 1, 5 ... (comedy), and so on. */
export function madeEvents(users = USERS, items = ITEMS) {
  const r = random(9);
  const events = Array.from({ length: users }, (_, u) =>
    Array.from({ length: 8 }, (_, e) => ({
      u,
      i: (u % 4) + 4 * Math.min(randomInt(r, items / 4), randomInt(r, items / 4)),
      at: START + e * DAY + u * 1000,
    })),
  ).flat();
  return interactionsFrom(users, items, {
    user: Int32Array.from(events, (e) => e.u),
    item: Int32Array.from(events, (e) => e.i),
    at: Float64Array.from(events, (e) => e.at),
    weight: null,
  });
}

/** Users are "u0", "u1" ..., items "i0", "i1" ... with genre, year, title and stock. */
export async function fittedRecommender({
  retrievers: names = ['item-knn', 'most-popular', 'recently-added'],
  rerankers = [],
  repeats = false,
  history = 50,
  users = USERS,
  items = ITEMS,
}: MadeVersion = {}): Promise<FittedRecommender> {
  const events = madeEvents(users, items);
  const each = Array.from({ length: items }, (_, i) => i);
  const schema = [
    { name: 'genre', type: 'nominal', dictionary: GENRES },
    { name: 'year', type: 'discrete' },
    { name: 'title', type: 'text' },
    { name: 'until', type: 'timestamp' },
  ] as const;
  const columns = new Map<string, Column>([
    [
      'genre',
      categoryColumn(
        Int32Array.from(each, (i) => i % 4),
        GENRES,
      ),
    ],
    ['year', numberColumn(Float64Array.from(each, (i) => 1980 + i))],
    ['title', textColumn(each.map((i) => `Item number ${i}`))],
    ['until', numberColumn(new Float64Array(items).fill(Number.NaN))],
  ]);
  const catalogue = itemsOf(
    { rows: items, schema, columns },
    Float64Array.from(each, () => START),
  );
  const popularity = new Float32Array(items);
  for (const it of preferencesOf(events).item) popularity[it]! += 1;
  const parts = names.map(async (name) => {
    const retriever = retrievers.find((found) => found.name === name)!;
    const { params } = resolveParams(name, retriever.params, {});
    const state = await retriever.fit({ events, catalogue, users: null }, params, quietRun());
    return { name, version: retriever.version, params, state };
  });
  return {
    system: 'movies',
    ids: each.map((i) => `i${i}`),
    catalogue,
    popularity,
    repeats,
    retrievers: await Promise.all(parts),
    ranker: { kind: 'blend', weights: Float64Array.from(names, (_, r) => 1 / (1 + 3 * r)) },
    rerankers,
    candidates: 60,
    history,
  };
}

/** A project folder in which a recommender can be registered, without a run. */
export function madeRecommender(): MadeRecommender {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-recommender-'));
  const store = join(folder, '.millwright');
  let version = 0;
  return {
    folder,
    store,
    async register(over = {}) {
      const artifacts = fileArtifacts(join(store, 'artifacts'));
      const fitted = await fittedRecommender(over);
      const events = madeEvents(over.users, over.items);
      const histories = { ids: Array.from({ length: events.users }, (_, u) => `u${u}`), events };
      const { manifest, tensors } = recommenderData(fitted);
      const design = {
        requirements: { latencyMs: null },
        framing: { label: { says: 'any', actions: null, atLeast: 3, weighted: false } },
        data: { items: over.table === false ? null : { source: 'items' } },
        serving: { host: '127.0.0.1', port: 0, budgetMs: over.budgetMs ?? 10_000 },
      } as unknown as RecommendDesign;
      const whole: RecommenderManifest = {
        ...manifest,
        tensors: await artifacts.put(tensors),
        histories: await artifacts.put(packHistories(histories, fitted.history)),
        parents: { dataset: '', design: await artifacts.put(encode(design)) },
        program: 'test',
      };
      version++;
      const body: VersionBody = {
        version,
        kind: 'recommend',
        sha256: await artifacts.put(encode(whole)),
        model: 'blend',
        primary: 'ndcgAt10',
        metrics: {},
        trained: '',
        run: null,
      };
      const journal = await openWritableJournal(store, 'test');
      const record = { kind: 'version', system: 'movies', id: String(version), at: Date.now() } as const;
      await journal.append([{ ...record, body: JSON.stringify(body) }]);
      await journal.close();
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
