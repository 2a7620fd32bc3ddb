import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { usearchIndexes } from '../../src/adapters/usearch/usearch-indexes.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import type { VectorSearch } from '../../src/contracts/recommend-design.ts';
import type { FittedRecommender } from '../../src/contracts/recommender.ts';
import { random } from '../../src/kernels/random.ts';
import { roomForBest, topK } from '../../src/kernels/top-k.ts';
import { ials } from '../../src/retrievers/ials.ts';
import { measureVectorSearch } from '../../src/stages/recommend/measure-vector-search.ts';
import { bareCatalogue } from '../../src/table/catalogue.ts';
import { interactionsFrom } from '../../src/table/interactions.ts';
import { gaussian } from '../worlds/gaussian-world.ts';

const ROWS = 3000;
const SIZE = 16;
const r = random(5);
/** 30 clouds of vectors, as items of alike kinds are. */
const centres = Float32Array.from({ length: 30 * SIZE }, () => gaussian(r));
const vectors = Float32Array.from(
  { length: ROWS * SIZE },
  (_, i) => centres[(Math.floor(i / SIZE) % 30) * SIZE + (i % SIZE)]! + 0.5 * gaussian(r),
);

const lengthOf = (row: number): number => Math.hypot(...vectors.subarray(row * SIZE, (row + 1) * SIZE));
function cosines(row: number): Float32Array {
  return Float32Array.from({ length: ROWS }, (_, i) => {
    let sum = 0;
    for (let d = 0; d < SIZE; d++) sum += vectors[row * SIZE + d]! * vectors[i * SIZE + d]!;
    return sum / lengthOf(row) / lengthOf(i);
  });
}

test('answers null until it is built, and then 95 of 100 of the nearest 20 with their cosines', async (context) => {
  const indexes = await usearchIndexes();
  if (indexes === null) return context.skip('the optional package "usearch" is not installed');
  const index = indexes.over(vectors, SIZE);
  const found = roomForBest(20);
  const nearest = (row: number) =>
    index.nearest(vectors.subarray(row * SIZE, (row + 1) * SIZE), found.item, found.score);
  expect(nearest(0)).toBeNull();
  while (nearest(0) === null) await pause(5);
  let hits = 0;
  for (let row = 0; row < 100; row++) {
    const true20 = roomForBest(20);
    const all = cosines(row);
    topK(all, ROWS, new Uint8Array(ROWS), true20);
    expect(nearest(row)).toBe(20);
    expect(found.item[0]).toBe(row);
    for (const [i, item] of found.item.entries()) {
      if (true20.item.includes(item)) hits++;
      expect(found.score[i]).toBeCloseTo(all[item]!, 2);
    }
  }
  expect(hits / 2000).toBeGreaterThanOrEqual(0.95);
});

test('of no vectors there is no nearest', async (context) => {
  const indexes = await usearchIndexes();
  if (indexes === null) return context.skip('the optional package "usearch" is not installed');
  const { item, score } = roomForBest(3);
  expect(indexes.over(new Float32Array(0), SIZE).nearest(new Float32Array(SIZE), item, score)).toBeNull();
});

test('a run tells what an index finds of what looking at all does, for similar items and candidates', async (context) => {
  const indexes = await usearchIndexes();
  if (indexes === null) return context.skip('the optional package "usearch" is not installed');
  const users = 40;
  const own = (u: number): number[] => [u, u + 30, u + 60].map((i) => (7 * i) % ROWS);
  const events = interactionsFrom(users, ROWS, {
    user: Int32Array.from({ length: 3 * users }, (_, e) => Math.floor(e / 3)),
    item: Int32Array.from({ length: 3 * users }, (_, e) => own(Math.floor(e / 3))[e % 3]!),
    at: Float64Array.from({ length: 3 * users }, (_, e) => 1e12 + e),
    weight: null,
  });
  const spectrum = new Float32Array(SIZE).fill(1);
  const { params } = resolveParams('ials', ials.params, {});
  const { factors: _, deviation: __, iterations: ___, ...facts } = params as Record<string, number>;
  const fitted = {
    retrievers: [
      {
        name: 'ials',
        version: ials.version,
        params,
        state: { facts: { ...facts, items: ROWS, size: SIZE }, arrays: { factors: vectors, spectrum } },
      },
    ],
    catalogue: bareCatalogue(ROWS),
    candidates: 50,
    history: 10,
  } as unknown as FittedRecommender;
  const ports = { clock: systemClock, progress: { begin() {}, at() {}, end() {} }, checkCancelled: () => {} };
  const measure = (how: VectorSearch) =>
    measureVectorSearch(fitted, events, { how, budgetMs: 1e-3, indexes: { ...indexes, from: 1000 } }, ports);
  expect(await measure('exact')).toEqual({ retriever: 'ials', how: 'exact', vectors: ROWS, size: SIZE });
  const found = (await measure('approximate'))!;
  expect(found).toMatchObject({ how: 'approximate', similar: { k: 20 }, candidates: { k: 50 } });
  expect(Math.min(found.similar!.recall, found.candidates!.recall)).toBeGreaterThan(0.9);
});
