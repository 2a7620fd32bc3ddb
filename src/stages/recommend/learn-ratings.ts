import type { Params } from '../../contracts/params.ts';
import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import type { RatingEvaluation } from '../../contracts/recommend-evaluation.ts';
import type { Run } from '../../contracts/run.ts';
import { fail } from '../../errors/fail.ts';
import { ratingErrors } from '../../explain/ranking/rating-errors.ts';
import { normal, random, seedFor } from '../../kernels/random.ts';
import { fitRatings, type RatingSettings, type RatingState } from '../../learn/factors/rating-factors.ts';
import { openRatings } from '../../learn/factors/rating-scores.ts';
import type { Interactions } from '../../table/interactions.ts';
import { ratingsOf } from '../../table/ratings.ts';
import type { RecommendPorts, RecommendTask } from './recommend-task.ts';

/** What tells ratings, and how it was chosen. */
export interface LearnedRatings {
  readonly over: RatingEvaluation['over'];
  readonly state: RatingState;
  /** Biases alone, learned from the same ratings: what it is held against. */
  readonly biases: RatingState;
  readonly trials: RatingEvaluation['trials'];
  readonly fitSeconds: number;
}

const BIAS_PENALTIES = [1, 3, 10, 30];
const FACTORS: readonly Pick<RatingSettings, 'factors' | 'regularisation'>[] = [
  { factors: 16, regularisation: 0.1 },
  { factors: 16, regularisation: 0.05 },
  { factors: 16, regularisation: 0.2 },
  { factors: 32, regularisation: 0.1 },
];
/** Weights of pairs that were not rated, by what the design says. */
const UNOBSERVED = { observed: [0], weighted: [0.003, 0.03], all: [1] } as const;
const ITERATIONS = 10;
const DEVIATION = 0.1;

/**
 * Choose on validation ratings by RMSE: how far biases are held back, then the factors, or none where they tell no better;
 * and learn that anew from both parts. Null where the design asks for no ratings.
 *
 * Deterministic in the seed. Throws 'recommend/no-ratings' where validation events have none, and 'train/cancelled'.
 */
export function learnRatings(
  { ratings: over, label }: Pick<RecommendDesign['framing'], 'ratings' | 'label'>,
  { split, history, seed }: Pick<RecommendTask, 'split' | 'history' | 'seed'>,
  ports: RecommendPorts,
): LearnedRatings | null {
  if (over === undefined) return null;
  const signed = !((label.atLeast ?? 0) > 0);
  ports.progress.begin('learn ratings');
  const trials: { params: Params; rmse: number; fitSeconds: number }[] = [];
  const learn = (events: Interactions, settings: RatingSettings): RatingState => {
    const r = random(seedFor(seed, 'ratings'));
    const start = Float64Array.from({ length: events.items * settings.factors }, () => DEVIATION * normal(r));
    return fitRatings(ratingsOf(events, signed), start, settings, signed, runOf(seed, ports));
  };
  const timed = <T>(work: () => T): readonly [T, number] => {
    const began = ports.clock.elapsed();
    return [work(), (ports.clock.elapsed() - began) / 1000];
  };
  const tryOut = (settings: RatingSettings): number => {
    const [state, fitSeconds] = timed(() => learn(split.train, settings));
    const { squared, count } = ratingErrors(openRatings(state), split.validation, signed, history);
    const rmse = Math.sqrt(sumOf(squared) / sumOf(count));
    trials.push({ params: { ...settings }, rmse, fitSeconds });
    return rmse;
  };
  const plain = bestOf(
    BIAS_PENALTIES.map((biasPenalty) => ({ ...NO_FACTORS, biasPenalty })),
    tryOut,
  );
  if (Number.isNaN(plain.rmse)) throw fail('recommend/no-ratings', {});
  const richer = FACTORS.flatMap((guess) =>
    UNOBSERVED[over].map((unobservedWeight) => ({
      ...plain.settings,
      ...guess,
      unobservedWeight,
      iterations: ITERATIONS,
    })),
  );
  const found = bestOf(richer, tryOut);
  const chosen = found.rmse < plain.rmse ? found : plain;
  const [state, fitSeconds] = timed(() => learn(split.fitting, chosen.settings));
  ports.progress.end(`RMSE ${chosen.rmse.toFixed(4)}, biases alone ${plain.rmse.toFixed(4)}`);
  return { over, state, biases: learn(split.fitting, plain.settings), trials, fitSeconds };
}

const NO_FACTORS = { factors: 0, regularisation: 0, unobservedWeight: 0, iterations: 0 };

function bestOf(
  all: readonly RatingSettings[],
  rmseOf: (settings: RatingSettings) => number,
): { settings: RatingSettings; rmse: number } {
  const tried = all.map((settings) => ({ settings, rmse: rmseOf(settings) }));
  return tried.reduce((best, next) => (next.rmse < best.rmse ? next : best));
}

const sumOf = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0);

const runOf = (seed: number, { kernels, progress, checkCancelled }: RecommendPorts): Run => ({
  seed,
  kernels,
  checkCancelled,
  progress: (fraction, note) => progress.at(fraction, note),
});
