import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { OpenRetriever, Query } from '../../src/contracts/retriever.ts';
import { normal, type Random, random, randomInt } from '../../src/kernels/random.ts';
import { roomForBest, topK } from '../../src/kernels/top-k.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { type Interactions, interactionsFrom, someInteractions } from '../../src/table/interactions.ts';

/** Pairs that were met, parted by chance within each user: 80 % to learn from, 10 % to choose by, 10 % to judge by. */
export interface FactorWorld {
  readonly name: string;
  readonly train: Interactions;
  readonly validation: Interactions;
  readonly test: Interactions;
}

/** MovieLens latest-small: ratings of at least 4, from the shared data beside the repository. */
export async function movies(): Promise<FactorWorld> {
  const file = join(import.meta.dirname, '../../../shared/data/dslabs-movielens/movielens.parquet');
  const connection = await (await DuckDBInstance.create()).connect();
  const said = await connection.runAndReadAll(
    `select userId::int as u, movieId::int as i from '${file}' where rating >= 4 order by all`,
  );
  const columns = said.getColumns() as number[][];
  const coded = (values: readonly number[]): Int32Array => {
    const place = new Map<number, number>();
    return Int32Array.from(values, (v) => place.get(v) ?? place.set(v, place.size).size - 1);
  };
  return parted('movies', coded(columns[0]!), coded(columns[1]!));
}

const GROUPS = 60;

/**
 * A made world: items belong to two of 60 groups and are the more popular the lower their rank (a power law); users like a
 * few groups, and one event in five follows popularity alone. Events per user are log-normal, at least 10.
 */
export function made(name: string, users: number, items: number, pairs: number, seed = 1): FactorWorld {
  const r = random(seed);
  const groups = Array.from({ length: GROUPS }, () => [] as number[]);
  for (let i = 0; i < items; i++) for (let k = 0; k < 2; k++) groups[randomInt(r, GROUPS)]!.push(i);
  const popularity = Float64Array.from({ length: items }, (_, i) => (i + 20) ** -0.9);
  const draws = groups.map((group) => drawer(group, popularity));
  const any = drawer(
    Array.from({ length: items }, (_, i) => i),
    popularity,
  );
  const lengths = Float64Array.from({ length: users }, () => Math.exp(normal(r)));
  const total = lengths.reduce((a, b) => a + b, 0);
  const [user, item] = [[] as number[], [] as number[]];
  for (let u = 0; u < users; u++) {
    const wanted = Math.min(items / 4, Math.max(10, Math.round((lengths[u]! / total) * pairs)));
    const likes = Array.from({ length: 1 + randomInt(r, 5) }, () => randomInt(r, GROUPS));
    const met = new Set<number>();
    for (let tries = 0; met.size < wanted && tries < 3 * wanted; tries++)
      met.add(r() < 0.2 ? any(r) : draws[likes[randomInt(r, likes.length)]!]!(r));
    for (const i of met) {
      user.push(u);
      item.push(i);
    }
  }
  return parted(name, Int32Array.from(user), Int32Array.from(item));
}

/** Draw one of the items by its weight. */
function drawer(items: readonly number[], weight: Float64Array): (r: Random) => number {
  const sums = new Float64Array(items.length);
  let sum = 0;
  items.forEach((i, k) => {
    sum += weight[i]!;
    sums[k] = sum;
  });
  return (r) => {
    const at = r() * sum;
    let [low, high] = [0, items.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return items[low]!;
  };
}

function parted(name: string, user: Int32Array, item: Int32Array): FactorWorld {
  const most = (values: Int32Array): number => values.reduce((a, b) => Math.max(a, b), -1) + 1;
  const all = interactionsFrom(most(user), most(item), { user, item, at: null, weight: null });
  const r = random(2);
  const lot = Float64Array.from({ length: item.length }, () => r());
  return {
    name,
    train: someInteractions(all, (e) => lot[e]! < 0.8),
    validation: someInteractions(all, (e) => lot[e]! >= 0.8 && lot[e]! < 0.9),
    test: someInteractions(all, (e) => lot[e]! >= 0.9),
  };
}

/** What a user of these events did. */
export function pastOf({ start, item, weight, at }: Interactions, user: number): Query {
  const [from, to] = [start[user]!, start[user + 1]!];
  const part = {
    item: item.subarray(from, to),
    weight: weight.subarray(from, to),
    at: at.subarray(from, to),
  };
  return { ...part, length: to - from, now: Number.NaN, context: {} };
}

/** Users that are asked: enough for a standard error of about a quarter of a hundredth. */
const ASKED = 10_000;

/** Mean NDCG@10 over users that have something held out, all items ranked, those of training left out. */
export function ndcg(open: OpenRetriever, train: Interactions, held: Interactions): number {
  const catalogue = bareCatalogue(train.items);
  const [scores, known, best] = [new Float32Array(train.items), new Uint8Array(train.items), roomForBest(10)];
  let [sum, asked] = [0, 0];
  for (let u = 0; u < train.users && asked < ASKED; u++) {
    const wanted = new Set(held.item.subarray(held.start[u]!, held.start[u + 1]!));
    if (wanted.size === 0 || train.start[u] === train.start[u + 1]) continue;
    const query = pastOf(train, u);
    known.fill(0);
    for (const i of query.item) known[i] = 1;
    open.score(query, catalogue, scores);
    topK(scores, train.items, known, best);
    let [gain, ideal] = [0, 0];
    for (let k = 0; k < 10; k++) {
      const worth = 1 / Math.log2(k + 2);
      if (k < wanted.size) ideal += worth;
      if (k < best.length && wanted.has(best.item[k]!)) gain += worth;
    }
    sum += gain / ideal;
    asked++;
  }
  return sum / asked;
}

/** Seconds of processor time that the work took, on all threads, and what it came to. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ seconds: number; value: T }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, value };
}

/** Lay a world out as files of int32 for a peer: {train,validation,test}.{start,item}. */
export async function withFiles<T>(world: FactorWorld, work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-recommend-'));
  try {
    for (const part of ['train', 'validation', 'test'] as const)
      for (const array of ['start', 'item'] as const)
        writeFileSync(join(folder, `${part}.${array}`), world[part][array]);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
