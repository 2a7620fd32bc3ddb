import { setTimeout as pause } from 'node:timers/promises';
import type { FittedRecommender } from '../../contracts/recommender.ts';
import type { VectorSearchFacts } from '../../contracts/recommender-record.ts';
import type { OpenRetriever } from '../../contracts/retriever.ts';
import { historyQuery } from '../../explain/ranking/history-query.ts';
import { roomForBest } from '../../kernels/top-k.ts';
import type { VectorIndex, VectorIndexes } from '../../ports/vector-index.ts';
import { candidateFinder } from '../../recipe/recommender/candidates.ts';
import { candidatesByIndex } from '../../recipe/recommender/candidates-by-index.ts';
import { openRetriever } from '../../recipe/recommender/open-recommender.ts';
import { similarItems } from '../../recipe/recommender/similar-items.ts';
import { type SearchPlan, wantsIndex } from '../../recipe/recommender/vector-search.ts';
import type { Interactions } from '../../table/interactions.ts';
import type { RecommendPorts } from './recommend-task.ts';

/** Items, and users, that are asked about, and similar items that each is asked for. */
const ASKED = 100;
const SIMILAR = 20;
/** An index that takes longer is not waited for: then nothing is measured. */
const LONGEST_MS = 20 * 60_000;

/**
 * How the vectors of a recommender are searched in service, and where by an index, what it finds of what looking at all
 * does: the index is built for it. Null where no retriever has vectors. O(items log items) where there is an index.
 */
export async function measureVectorSearch(
  fitted: FittedRecommender,
  past: Interactions,
  plan: SearchPlan,
  ports: Pick<RecommendPorts, 'clock' | 'progress' | 'checkCancelled' | 'scoringKernels'>,
): Promise<VectorSearchFacts | null> {
  const open = fitted.retrievers.map((part) => openRetriever(part, ports.scoringKernels?.()));
  const r = open.findIndex(({ vectors, similar }) => vectors !== undefined && similar !== undefined);
  const retriever = open[r];
  if (retriever?.vectors === undefined) return null;
  const { items, vectors } = retriever;
  const facts = { retriever: fitted.retrievers[r]!.name, how: plan.how, vectors: items, size: vectors.size };
  if (!wantsIndex(plan, items, vectors.size)) return facts;
  ports.progress.begin('compare the search of vectors');
  const built: { index: VectorIndex; size: number }[] = [];
  const noted: VectorIndexes = {
    from: plan.indexes!.from,
    over(table, size) {
      const index = plan.indexes!.over(table, size);
      built.push({ index, size });
      return index;
    },
  };
  const watched = { ...plan, indexes: noted };
  const similar = similarItems([retriever], watched);
  const byIndex = candidatesByIndex(retriever, watched, fitted.candidates);
  const ready = await allBuilt(built, ports);
  ports.progress.end(ready ? `${items} vectors` : 'it took too long');
  if (!ready) return facts;
  const excluded = new Uint8Array(fitted.catalogue.size);
  const recall = recallOf(spread(items), (item) => [
    placesOf(similarItems([retriever], null)(item, fitted.catalogue, SIMILAR, without(excluded, item))),
    placesOf(similar(item, fitted.catalogue, SIMILAR, without(excluded, item))),
  ]);
  if (byIndex === null) return { ...facts, similar: { k: SIMILAR, recall } };
  const found = candidateRecall(retriever, byIndex, fitted, past);
  return { ...facts, similar: { k: SIMILAR, recall }, candidates: { k: fitted.candidates, recall: found } };
}

/** Of the candidates of users spread over all. */
function candidateRecall(
  retriever: OpenRetriever,
  byIndex: NonNullable<ReturnType<typeof candidatesByIndex>>,
  { catalogue, candidates, history }: FittedRecommender,
  past: Interactions,
): number {
  const [all, most] = [[], [byIndex]].map((indexes) => candidateFinder([retriever], candidates, indexes));
  const excluded = new Uint8Array(catalogue.size);
  return recallOf(spread(past.users), (user) => {
    const query = historyQuery(past, user, history, Number.NaN, {});
    return [all!, most!].map((finder) => finder.find(query, catalogue, excluded).item) as [
      Int32Array,
      Int32Array,
    ];
  });
}

/** Share of what looking at all finds that the index finds as well. */
function recallOf(asked: readonly number[], both: (of: number) => readonly [Int32Array, Int32Array]): number {
  let hits = 0;
  let wanted = 0;
  for (const of of asked) {
    const [exact, found] = both(of);
    const there = new Set(found);
    wanted += exact.length;
    for (const item of exact) if (there.has(item)) hits++;
  }
  return wanted === 0 ? 1 : hits / wanted;
}

const spread = (count: number): number[] =>
  Array.from({ length: Math.min(ASKED, count) }, (_, i) => Math.floor((i * count) / Math.min(ASKED, count)));

const placesOf = ({ item, length }: { item: Int32Array; length: number }): Int32Array =>
  item.slice(0, length);

function without(excluded: Uint8Array, item: number): Uint8Array {
  excluded.fill(0);
  excluded[item] = 1;
  return excluded;
}

async function allBuilt(
  built: readonly { readonly index: VectorIndex; readonly size: number }[],
  { clock, checkCancelled }: Pick<RecommendPorts, 'clock' | 'checkCancelled'>,
): Promise<boolean> {
  const began = clock.elapsed();
  const { item, score } = roomForBest(1);
  for (const { index, size } of built)
    while (index.nearest(new Float32Array(size).fill(1), item, score) === null) {
      if (clock.elapsed() - began > LONGEST_MS) return false;
      checkCancelled();
      await pause(20);
    }
  return true;
}
