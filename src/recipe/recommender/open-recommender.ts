import type { Kernels } from '../../contracts/kernels.ts';
import type { FittedPart, FittedRecommender, OpenRecommender } from '../../contracts/recommender.ts';
import type { Ranked, RerankContext } from '../../contracts/reranker.ts';
import type { OpenRetriever, Query } from '../../contracts/retriever.ts';
import type { Slate, SlateEntry, SlateRequest } from '../../contracts/slate.ts';
import { fail } from '../../errors/fail.ts';
import { mergeSort } from '../../kernels/merge-sort.ts';
import { random, seedFor } from '../../kernels/random.ts';
import type { RatingState } from '../../learn/factors/rating-factors.ts';
import { openRatings, type RatingPredictor } from '../../learn/factors/rating-scores.ts';
import { retrievers } from '../../retrievers/index.ts';
import { bareCatalogue, type Catalogue } from '../../table/catalogue.ts';
import { openUnavailable } from './available.ts';
import { candidateFeatures, POSITION } from './candidate-features.ts';
import { type Candidates, candidateFinder } from './candidates.ts';
import { candidatesByIndex } from './candidates-by-index.ts';
import { explainItems, type Trace, whyMissing } from './explain-slate.ts';
import { type Likeness, likenessOf } from './likeness.ts';
import { type OpenRanker, openRanker } from './rank.ts';
import { similarItems } from './similar-items.ts';
import { runSteps } from './steps.ts';
import type { SearchPlan } from './vector-search.ts';

/**
 * Lay a fitted recommender out to answer: retrieve, rank, rerank.
 *
 * Deterministic in request and seed; kernels change nothing beyond rounding. Throws 'artifact/incompatible' when a
 * component is of another version than this program's.
 *
 * plan: how vectors of large catalogues are searched; null = all are looked at.
 */
export function openRecommender(
  fitted: FittedRecommender,
  kernels?: Kernels,
  plan: SearchPlan | null = null,
): OpenRecommender {
  const open = fitted.retrievers.map((part) => openRetriever(part, kernels));
  const names = fitted.retrievers.map((part) => part.name);
  const features = featuresOf(fitted);
  const ranker = openRanker(fitted.ranker, names, features, kernels);
  const byIndex = open.map((retriever) => candidatesByIndex(retriever, plan, fitted.candidates));
  const finder = candidateFinder(open, fitted.candidates, byIndex);
  let current = bareCatalogue(0);
  let popularity = fitted.popularity;
  const ratings = fitted.ratings === undefined ? null : openRatings(fitted.ratings as RatingState);
  const likeness = likenessOf(open, () => current);
  const similar = similarItems(open, plan);
  const unavailable = openUnavailable();
  return {
    items: fitted.ids.length,
    recommend(request, catalogue) {
      current = catalogue;
      if (popularity.length < catalogue.size) popularity = grown(popularity, catalogue.size);
      const query = newest(request.query, fitted.history);
      const candidates = finder.find(query, catalogue, unavailable(request.excluded, catalogue, query.now));
      const ranked = inOrder(candidates, ranker.score(candidates, query, catalogue));
      const context = contextOf({ ...request, query }, catalogue, popularity, likeness);
      const { list, propensity, stages } = runSteps(ranked, request.steps ?? fitted.rerankers, context);
      const trace = { request: { ...request, query }, catalogue, candidates, stages };
      return slateOf(list, propensity, trace, { names, open, ranker, ratings });
    },
    similar(item, catalogue, k, excluded) {
      const out = unavailable(excluded, catalogue, Number.NaN);
      out[item] = 1;
      const best = similar(item, catalogue, k, out);
      return Array.from(best.item.subarray(0, best.length), (it, i) => ({ item: it, score: best.score[i]! }));
    },
  };
}

/** What the ranker of a recommender sees of candidates. */
export const featuresOf = ({ retrievers: parts, catalogue, popularity, ranker }: FittedRecommender) =>
  candidateFeatures(
    parts.map(({ name }) => name),
    catalogue.attributes,
    popularity,
    ranker.kind === 'model' && ranker.features.includes(POSITION),
  );

/** A retriever of a fitted recommender, found by its name. */
export function openRetriever({ name, version, state }: FittedPart, kernels?: Kernels): OpenRetriever {
  const retriever = retrievers.find((r) => r.name === name);
  if (retriever?.version !== version)
    throw fail('artifact/incompatible', {
      kind: 'retriever',
      name,
      wants: version,
      has: retriever?.version ?? null,
    });
  return retriever.open(state, kernels);
}

/** The newest events of a past. */
function newest(query: Query, most: number): Query {
  if (query.length <= most) return query;
  const from = query.length - most;
  const part = <A extends { subarray(from: number, to: number): A }>(values: A): A =>
    values.subarray(from, query.length);
  return { ...query, length: most, item: part(query.item), weight: part(query.weight), at: part(query.at) };
}

/** Candidates by score, best first; of equals the one that a retriever had further ahead, then the lower item. */
function inOrder({ item, sources }: Candidates, score: Float64Array): Ranked {
  const ahead = new Int32Array(item.length).fill(2 ** 31 - 1);
  for (const { place } of sources)
    for (let c = 0; c < ahead.length; c++) if (place[c]! >= 0 && place[c]! < ahead[c]!) ahead[c] = place[c]!;
  const order = new Int32Array(item.length);
  for (let c = 0; c < order.length; c++) order[c] = c;
  mergeSort(order, (a, b) => {
    if (score[a] !== score[b]) return score[a]! > score[b]!;
    return ahead[a] === ahead[b] ? item[a]! < item[b]! : ahead[a]! < ahead[b]!;
  });
  const ranked = { item: new Int32Array(order.length), score: new Float64Array(order.length) };
  for (let i = 0; i < order.length; i++) {
    ranked.item[i] = item[order[i]!]!;
    ranked.score[i] = score[order[i]!]!;
  }
  return ranked;
}

const contextOf = (
  { query, k, seed }: SlateRequest,
  catalogue: Catalogue,
  popularity: Float32Array,
  similarity: Likeness,
): RerankContext => ({
  query,
  catalogue,
  k,
  popularity,
  similarity,
  chance: (draw) => random(seedFor(seed, `draw ${draw}`))(),
});

function slateOf(
  { item, score }: Ranked,
  propensity: Float64Array,
  trace: Trace,
  parts: {
    names: readonly string[];
    open: readonly OpenRetriever[];
    ranker: OpenRanker;
    ratings: RatingPredictor | null;
  },
): Slate {
  const { request, candidates } = trace;
  const shown = item.subarray(0, request.k);
  const { ratings } = parts;
  ratings?.read(request.query);
  const explanations = request.explain ? explainItems(shown, trace, parts) : null;
  const entries = Array.from(
    shown,
    (it, i): SlateEntry => ({
      item: it,
      score: score[i]!,
      source: parts.names[sourceOf(candidates, it)]!,
      propensity: propensity[i]!,
      ...(ratings && { predictedRating: ratings.of(it) }),
      ...(explanations && { explanation: explanations[i]! }),
    }),
  );
  const slate = { entries, ...(candidates.approximate && { approximate: true as const }) };
  if (request.why === undefined) return slate;
  return { ...slate, missing: request.why.flatMap((it) => whyMissing(it, shown.length, trace) ?? []) };
}

/** The retriever that had the item furthest ahead. */
function sourceOf({ item, sources }: Candidates, it: number): number {
  const c = item.indexOf(it);
  let best = 0;
  let ahead = Infinity;
  sources.forEach(({ place }, r) => {
    if (place[c]! < 0 || place[c]! >= ahead) return;
    ahead = place[c]!;
    best = r;
  });
  return best;
}

function grown(values: Float32Array, size: number): Float32Array {
  const out = new Float32Array(size);
  out.set(values);
  return out;
}
