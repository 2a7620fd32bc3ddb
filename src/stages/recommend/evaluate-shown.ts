import type { ShownEvaluation } from '../../contracts/recommend-evaluation.ts';
import type { FittedRanker, FittedRecommender } from '../../contracts/recommender.ts';
import { normalisedCrossEntropy, type ScoredShown, shownAuc } from '../../explain/ranking/shown-quality.ts';
import { seedFor } from '../../kernels/random.ts';
import { featuresOf, openRetriever } from '../../recipe/recommender/open-recommender.ts';
import { type OpenRanker, openRanker } from '../../recipe/recommender/rank.ts';
import { type RankerList, shownRankerLists } from './ranker-rows.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';

/**
 * Hold a recommender against what users took of the slates that they were shown in the time of the test events. The order is
 * judged as it would answer, all items as if they stood first; chances are those of the places in which they stood. Null
 * where nothing was shown then.
 */
export function evaluateShown(
  fitted: FittedRecommender,
  { shown, candidates, seed }: Pick<RecommendTask, 'shown' | 'candidates' | 'seed'>,
  { samples, level }: { readonly samples: number; readonly level: number },
  { progress, checkCancelled, kernels, scoringKernels }: RecommendPorts,
): ShownEvaluation | null {
  if (shown === undefined || shown.test.length === 0) return null;
  progress.begin('measure on what was shown');
  const open = fitted.retrievers.map((part) => openRetriever(part, scoringKernels?.()));
  const lists = shownRankerLists(shown.test, open, candidates, fitted.catalogue, checkCancelled);
  const names = fitted.retrievers.map(({ name }) => name);
  const features = featuresOf(fitted);
  const opened = (ranker: FittedRanker): OpenRanker => openRanker(ranker, names, features, kernels);
  const scored = (ranker: OpenRanker, inPlace: boolean): ScoredShown =>
    scoresOf(lists, ranker, fitted, inPlace);
  const options = { samples, level, seed: seedFor(seed, 'shown') };
  const { ranker } = fitted;
  const order = scored(opened(ranker), false);
  const chances =
    ranker.kind === 'model' && ranker.calibration !== undefined
      ? {
          nce: normalisedCrossEntropy(scored(opened(ranker), true), options),
          uncalibrated: normalisedCrossEntropy(scored(opened(withoutCalibration(ranker)), true), options),
        }
      : { nce: null, uncalibrated: null };
  const taken = order.taken.reduce((sum, y) => sum + y, 0);
  const { length } = order.taken;
  progress.end(`${length.toLocaleString('en')} impressions, ${taken.toLocaleString('en')} taken`);
  return {
    slates: lists.length,
    impressions: length,
    taken: taken / length,
    correction: shown.correction,
    auc: shownAuc(order, options),
    ...chances,
  };
}

const withoutCalibration = ({
  calibration: _,
  ...ranker
}: Extract<FittedRanker, { kind: 'model' }>): FittedRanker => ranker;

function scoresOf(
  lists: readonly RankerList[],
  ranker: OpenRanker,
  { catalogue }: FittedRecommender,
  inPlace: boolean,
): ScoredShown {
  const scores = lists.map(({ candidates, query, shown }) =>
    ranker.score(candidates, query, catalogue, inPlace ? shown!.position : undefined),
  );
  return {
    user: Int32Array.from(lists.flatMap(({ user, gain }) => Array.from(gain, () => user))),
    score: Float64Array.from(scores.flatMap((s) => [...s])),
    taken: Float64Array.from(lists.flatMap(({ gain }) => Array.from(gain, (g) => Number(g > 0)))),
  };
}
