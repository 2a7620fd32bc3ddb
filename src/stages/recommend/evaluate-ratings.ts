import type { RatingEvaluation } from '../../contracts/recommend-evaluation.ts';
import { measureRatings, ratingErrors, rmseDifference } from '../../explain/ranking/rating-errors.ts';
import { seedFor } from '../../kernels/random.ts';
import { openRatings, type RatingPredictor } from '../../learn/factors/rating-scores.ts';
import type { LearnedRatings } from './learn-ratings.ts';
import type { RecommendTask } from './recommend-task.ts';

/** Hold ratings told of test events against those that were given, beside the mean of all and biases alone. */
export function evaluateRatings(
  { over, state, biases, trials }: LearnedRatings,
  { split, history, seed }: Pick<RecommendTask, 'split' | 'history' | 'seed'>,
  { samples, level }: { readonly samples: number; readonly level: number },
): RatingEvaluation {
  const { signed, mean } = state.facts;
  const options = { samples, level, seed: seedFor(seed, 'ratings') };
  const errorsOf = (predictor: RatingPredictor) => ratingErrors(predictor, split.test, signed, history);
  const own = errorsOf(openRatings(state));
  const others = { mean: { read: () => {}, of: () => mean }, biases: openRatings(biases) };
  return {
    over,
    ratings: own.count.reduce((sum, n) => sum + n, 0),
    users: own.count.length,
    ...measureRatings(own, options),
    baselines: (['mean', 'biases'] as const).map((name) => {
      const errors = errorsOf(others[name]);
      return { name, ...measureRatings(errors, options), behind: rmseDifference(errors, own, options) };
    }),
    trials,
  };
}
