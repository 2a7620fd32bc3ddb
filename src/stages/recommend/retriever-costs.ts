import type { FittedRecommender } from '../../contracts/recommender.ts';
import type { RetrieverCost } from '../../contracts/recommender-record.ts';
import { stateBytes } from '../../contracts/state.ts';
import { historyQuery } from '../../explain/ranking/history-query.ts';
import { median } from '../../kernels/median.ts';
import type { Clock } from '../../ports/clock.ts';
import { candidateFinder } from '../../recipe/recommender/candidates.ts';
import { openRetriever } from '../../recipe/recommender/open-recommender.ts';
import type { Interactions } from '../../table/interactions.ts';

const USERS = 32;

/** What each retriever of a recommender costs by itself: its candidates for users spread over all, the first one not counted. */
export function retrieverCosts(
  { retrievers, catalogue, candidates, history }: FittedRecommender,
  past: Interactions,
  clock: Clock,
): RetrieverCost[] {
  const users = Math.min(USERS, past.users);
  const asked = Array.from({ length: users }, (_, i) => Math.floor((i * past.users) / users));
  const queries = asked.map((user) => historyQuery(past, user, history, Number.NaN, {}));
  const excluded = new Uint8Array(catalogue.size);
  return retrievers.map((part) => {
    const finder = candidateFinder([openRetriever(part)], candidates);
    const micros = queries.map((query) => {
      const began = clock.elapsed();
      finder.find(query, catalogue, excluded);
      return (clock.elapsed() - began) * 1000;
    });
    return { micros: median(Float64Array.from(micros.slice(1))), bytes: stateBytes(part.state) };
  });
}
