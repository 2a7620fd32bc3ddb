import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { openWritableJournal } from '../../src/adapters/server/writable-journal.ts';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import type { FittedPart, FittedRecommender, RecommenderManifest } from '../../src/contracts/recommender.ts';
import type { VersionBody } from '../../src/contracts/record.ts';
import type { Query } from '../../src/contracts/retriever.ts';
import { quietRun, type Run } from '../../src/contracts/run.ts';
import { type Random, random, randomInt } from '../../src/kernels/random.ts';
import { boostedTrees } from '../../src/models/boosted-trees.ts';
import { candidateFeatures } from '../../src/recipe/recommender/candidate-features.ts';
import { candidateFinder } from '../../src/recipe/recommender/candidates.ts';
import { packHistories } from '../../src/recipe/recommender/histories.ts';
import { openRetriever } from '../../src/recipe/recommender/open-recommender.ts';
import { recommenderData } from '../../src/recipe/recommender/store-recommender.ts';
import { retrievers } from '../../src/retrievers/index.ts';
import { type Catalogue, itemsOf } from '../../src/table/catalogue.ts';
import { categoryColumn, numberColumn } from '../../src/table/column.ts';
import { type Interactions, interactionsFrom } from '../../src/table/interactions.ts';
import { preferencesOf } from '../../src/table/preferences.ts';

/** The design of the measured system, the same for every size of catalogue. */
export const DESIGN = {
  factors: 64,
  retrievers: ['ials', 'item-knn', 'most-popular'],
  candidatesOfEach: 200,
  trees: 100,
  leaves: 31,
  users: 20_000,
  eventsOfUser: 30,
  history: 50,
  k: 20,
} as const;

const GROUPS = 200;
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

/** Item factors in `GROUPS` clouds, as those of items of alike kinds are; bells by the sum of four uniforms. */
export function madeFactors(items: number, size: number): Float32Array {
  const r = random(1);
  const bell = (): number => r() + r() + r() + r() - 2;
  const centres = Float32Array.from({ length: GROUPS * size }, bell);
  return Float32Array.from(
    { length: items * size },
    (_, i) =>
      (centres[(Math.floor(i / size) % GROUPS) * size + (i % size)]! + 0.7 * bell()) / Math.sqrt(size),
  );
}

/** Each user is for items of three groups, the better known ones more often. */
function madeEvents(items: number, r: Random): Interactions {
  const { users, eventsOfUser } = DESIGN;
  const inGroup = Math.max(1, Math.floor(items / GROUPS));
  const n = users * eventsOfUser;
  const columns = { user: new Int32Array(n), item: new Int32Array(n), at: new Float64Array(n), weight: null };
  for (let u = 0, e = 0; u < users; u++)
    for (let i = 0; i < eventsOfUser; i++, e++) {
      const group = (u + 7 * (i % 3)) % GROUPS;
      columns.user[e] = u;
      columns.item[e] = Math.min(items - 1, GROUPS * Math.floor(inGroup * r() ** 3) + group);
      columns.at[e] = START + i * DAY + randomInt(r, DAY);
    }
  return interactionsFrom(users, items, columns);
}

const partOf = async (name: string, set: { events: Interactions; catalogue: Catalogue }, run: Run) => {
  const retriever = retrievers.find((found) => found.name === name)!;
  const { params } = resolveParams(name, retriever.params, {});
  const state = await retriever.fit({ ...set, users: null }, params, run);
  return { name, version: retriever.version, params, state };
};

/** Factors are made, not learned: what they cost to use is the same. */
function factorPart(items: number): FittedPart {
  const size = DESIGN.factors;
  const factors = madeFactors(items, size);
  const spectrum = new Float32Array(size);
  for (let i = 0; i < factors.length; i++) spectrum[i % size]! += factors[i]! ** 2;
  const ials = retrievers.find((found) => found.name === 'ials')!;
  const { params } = resolveParams('ials', ials.params, {});
  const { factors: _, deviation: __, iterations: ___, ...facts } = params as Record<string, number>;
  const state = { facts: { ...facts, items, size }, arrays: { factors, spectrum } };
  return { name: 'ials', version: ials.version, params, state };
}

/** A ranker of so many trees over the candidate features, taught from made wishes. */
async function ranker(
  parts: readonly FittedPart[],
  catalogue: Catalogue,
  events: Interactions,
  popularity: Float32Array,
  run: Run,
): Promise<{ part: FittedPart; features: string[] }> {
  const names = parts.map((p) => p.name);
  const features = candidateFeatures(names, catalogue.attributes, popularity);
  const finder = candidateFinder(
    parts.map((p) => openRetriever(p, run.kernels)),
    DESIGN.candidatesOfEach,
  );
  const asked = 60;
  const tables = Array.from({ length: asked }, (_, u) => {
    const query = queryOf(events, u * 11);
    return features.of(finder.find(query, catalogue, new Uint8Array(catalogue.size)), query, catalogue);
  });
  const rows = tables.reduce((sum, t) => sum + t.rows, 0);
  const x = { rows, cols: features.columns.length, data: new Float64Array(rows * features.columns.length) };
  let at = 0;
  for (const table of tables) {
    for (let c = 0; c < x.cols; c++)
      x.data.set(table.data.subarray(c * table.rows, (c + 1) * table.rows) as never, c * rows + at);
    at += table.rows;
  }
  const r = random(3);
  const y = Float64Array.from({ length: rows }, (_, i) =>
    r() < 0.05 + 0.4 * (x.data[i]! + x.data[2 * rows + i]!) * r() ? 1 : 0,
  );
  const { params } = resolveParams('boosted-trees', boostedTrees.params, {
    trees: DESIGN.trees,
    leaves: DESIGN.leaves,
  });
  const state = await boostedTrees.fit(
    {
      task: { category: 'binary', classes: ['no', 'yes'] },
      x: x as never,
      columns: features.columns,
      y,
      weights: null,
    },
    params as never,
    run,
  );
  return {
    part: { name: 'boosted-trees', version: boostedTrees.version, params: params as never, state },
    features: features.columns.map((c) => c.name),
  };
}

export function queryOf({ start, item, weight, at }: Interactions, user: number): Query {
  const [from, to] = [start[user]!, start[user + 1]!];
  return {
    length: to - from,
    item: item.slice(from, to),
    weight: weight.slice(from, to),
    at: at.slice(from, to),
    now: START + 40 * DAY,
    context: {},
  };
}

export async function madeRecommender(
  items: number,
): Promise<{ fitted: FittedRecommender; events: Interactions }> {
  const run = { ...quietRun(), kernels: wasmKernels() };
  const events = madeEvents(items, random(2));
  const each = Int32Array.from({ length: items }, (_, i) => i % 20);
  const dictionary = Array.from({ length: 20 }, (_, g) => `genre ${g}`);
  const schema = [
    { name: 'genre', type: 'nominal', dictionary },
    { name: 'year', type: 'discrete' },
  ] as const;
  const columns = new Map([
    ['genre', categoryColumn(each, dictionary)],
    ['year', numberColumn(Float64Array.from(each, (_, i) => 1950 + (i % 75)))],
  ] as const as never) as never;
  const catalogue = itemsOf({ rows: items, schema, columns }, new Float64Array(items).fill(START));
  const popularity = new Float32Array(items);
  for (const it of preferencesOf(events).item) popularity[it]! += 1;
  const [, ...others] = DESIGN.retrievers;
  const parts = [factorPart(items)];
  for (const name of others) parts.push(await partOf(name, { events, catalogue }, run));
  return {
    events,
    fitted: {
      system: 'movies',
      ids: Array.from(each, (_, i) => `i${i}`),
      catalogue,
      popularity,
      repeats: false,
      retrievers: parts,
      ranker: { kind: 'model', ...(await ranker(parts, catalogue, events, popularity, run)) },
      rerankers: [],
      candidates: DESIGN.candidatesOfEach,
      history: DESIGN.history,
    },
  };
}

/** A project folder with that recommender as its champion. */
export async function servedCatalogue(items: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-catalogue-'));
  const store = join(folder, '.millwright');
  const artifacts = fileArtifacts(join(store, 'artifacts'));
  const { fitted, events } = await madeRecommender(items);
  const { manifest, tensors } = recommenderData(fitted);
  const histories = { ids: Array.from({ length: events.users }, (_, u) => `u${u}`), events };
  const whole: RecommenderManifest = {
    ...manifest,
    tensors: await artifacts.put(tensors),
    histories: await artifacts.put(packHistories(histories, fitted.history)),
    parents: { dataset: '', design: '0'.repeat(64) },
    program: 'bench',
  };
  const body: VersionBody = {
    version: 1,
    kind: 'recommend',
    sha256: await artifacts.put(new TextEncoder().encode(canonicalJson(whole))),
    model: DESIGN.retrievers.join(' + '),
    primary: 'ndcgAt10',
    metrics: {},
    trained: '',
    run: null,
  };
  const journal = await openWritableJournal(store, 'bench');
  await journal.append([
    { kind: 'version', system: 'movies', id: '1', at: Date.now(), body: JSON.stringify(body) },
  ]);
  await journal.close();
  return folder;
}
