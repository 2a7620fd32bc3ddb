import type { FittedRecommender, OpenRecommender } from '../../contracts/recommender.ts';
import type { RecommenderRecord } from '../../contracts/recommender-record.ts';
import type { Slate } from '../../contracts/slate.ts';
import { fail } from '../../errors/fail.ts';
import { historyQuery } from '../../explain/ranking/history-query.ts';
import { median } from '../../kernels/median.ts';
import type { Clock } from '../../ports/clock.ts';
import { openRecommender } from '../../recipe/recommender/open-recommender.ts';
import { type RecommenderPart, recommenderFrom } from '../../recipe/recommender/store-recommender.ts';
import type { Interactions } from '../../table/interactions.ts';

const USERS = 64;
const PLACES = 10;

/**
 * Ask the recommender as it was fitted and as it is read back for the same slates, and compare to the last bit; and time it.
 *
 * Throws 'train/parity' when a slate differs: a recommender that answers differently in production is not registered.
 */
export function proveSlates(
  fitted: FittedRecommender,
  stored: RecommenderPart,
  tensors: Uint8Array,
  past: Interactions,
  clock: Clock,
): { readonly parity: RecommenderRecord['parity']; readonly slateMicros: number } {
  const reloaded = openRecommender(recommenderFrom(stored, tensors));
  const trained = openRecommender(fitted);
  const users = Math.min(USERS, past.users);
  const micros = new Float64Array(users);
  let differ = 0;
  for (let i = 0; i < users; i++) {
    const user = Math.floor((i * past.users) / users);
    const began = clock.elapsed();
    const expected = slateOf(trained, fitted, past, user);
    micros[i] = 1000 * (clock.elapsed() - began);
    if (!isSame(expected, slateOf(reloaded, fitted, past, user))) differ += 1;
  }
  if (differ > 0) throw fail('train/parity', { model: fitted.system, path: 'reloaded', difference: differ });
  return { parity: { users, reloaded: differ }, slateMicros: median(micros) };
}

function slateOf(
  open: OpenRecommender,
  { catalogue, history }: FittedRecommender,
  past: Interactions,
  user: number,
): Slate {
  const query = historyQuery(past, user, history, Number.NaN, {});
  const excluded = new Uint8Array(catalogue.size);
  return open.recommend({ query, k: PLACES, excluded, explain: false, seed: 1 }, catalogue);
}

const isSame = ({ entries: a }: Slate, { entries: b }: Slate): boolean =>
  a.length === b.length && a.every(({ item, score }, i) => item === b[i]!.item && score === b[i]!.score);
