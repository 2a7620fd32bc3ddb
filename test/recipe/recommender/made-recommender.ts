import { resolveParams } from '../../../src/contracts/params.ts';
import type { FittedPart, FittedRanker, FittedRecommender } from '../../../src/contracts/recommender.ts';
import type { RetrievalSet } from '../../../src/contracts/retriever.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import type { SlateRequest } from '../../../src/contracts/slate.ts';
import { models } from '../../../src/models/index.ts';
import { candidateFeatures } from '../../../src/recipe/recommender/candidate-features.ts';
import { candidateFinder } from '../../../src/recipe/recommender/candidates.ts';
import { openRetriever } from '../../../src/recipe/recommender/open-recommender.ts';
import { rerankers } from '../../../src/rerankers/index.ts';
import { retrievers } from '../../../src/retrievers/index.ts';
import { matrix } from '../../../src/table/matrix.ts';
import { askers, queryOf, type RecommendWorld, taste, trainingSet } from '../../worlds/recommend-worlds.ts';

/** A retriever fitted with its defaults, but for what is given. */
export async function fitted(name: string, set: RetrievalSet, given: object = {}): Promise<FittedPart> {
  const retriever = retrievers.find((r) => r.name === name)!;
  const { params } = resolveParams(name, retriever.params, { ...given });
  return { name, version: retriever.version, params, state: await retriever.fit(set, params, quietRun()) };
}

/** A reranker with its parameters in full. */
export function step(name: string, given: Record<string, unknown>) {
  const { params, failures } = resolveParams(name, rerankers.find((r) => r.name === name)!.params, given);
  if (failures.length > 0) throw failures[0];
  return { name, params };
}

/** A recommender of the world of tastes: neighbours and what is popular, blended. */
export async function madeRecommender(
  changes: Partial<FittedRecommender> = {},
  world: RecommendWorld = taste,
): Promise<FittedRecommender> {
  const set = trainingSet(world, 120, 3);
  const popularity = new Float32Array(world.items);
  for (const item of set.events.item) popularity[item]! += 1;
  return {
    system: 'made',
    ids: Array.from({ length: world.items }, (_, i) => `item ${i}`),
    catalogue: set.catalogue,
    popularity,
    repeats: false,
    retrievers: [await fitted('item-knn', set), await fitted('most-popular', set)],
    ranker: { kind: 'blend', weights: Float64Array.of(1, 0.1) },
    rerankers: [],
    candidates: 30,
    history: 50,
    ...changes,
  };
}

/** A ranker that learned from what other users of the world want, given what retrievers say. */
export async function modelRanker(made: FittedRecommender, world: RecommendWorld): Promise<FittedRanker> {
  const names = made.retrievers.map((part) => part.name);
  const features = candidateFeatures(names, made.catalogue.attributes, made.popularity);
  const finder = candidateFinder(
    made.retrievers.map((part) => openRetriever(part)),
    made.candidates,
  );
  const blocks = askers(world, 60, 9).map(({ query, wants }) => {
    const excluded = new Uint8Array(world.items);
    for (const item of query.item) excluded[item] = 1;
    const candidates = finder.find(query, made.catalogue, excluded);
    const x = features.of(candidates, query, made.catalogue);
    return { x, y: Float64Array.from(candidates.item, (item) => (wants[item]! > 0.2 ? 1 : 0)) };
  });
  const rows = blocks.reduce((n, { y }) => n + y.length, 0);
  const x = matrix(rows, features.columns.length);
  let at = 0;
  for (const block of blocks) {
    for (let c = 0; c < x.cols; c++)
      x.data.set(block.x.data.subarray(c * block.x.rows, (c + 1) * block.x.rows), c * rows + at);
    at += block.y.length;
  }
  const model = models.find((m) => m.name === 'boosted-trees')!;
  const { params } = resolveParams(model.name, model.params, { trees: 20, maxLeaves: 8 });
  const state = await model.fit(
    {
      task: { category: 'regression' },
      x,
      columns: features.columns,
      y: Float64Array.from(blocks.flatMap(({ y }) => [...y])),
      weights: null,
    },
    params,
    quietRun(),
  );
  return {
    kind: 'model',
    part: { name: model.name, version: model.version, params, state },
    features: features.columns.map(({ name }) => name),
  };
}

/** Somebody who did these things asks for a slate. */
export const asking = (
  past: readonly number[],
  size: number,
  changes: Partial<SlateRequest> = {},
): SlateRequest => {
  const excluded = new Uint8Array(size);
  for (const item of past) excluded[item] = 1;
  return { query: queryOf(past), k: 10, excluded, explain: false, seed: 1, ...changes };
};
