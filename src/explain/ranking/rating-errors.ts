import type { Measured } from '../../contracts/evaluation.ts';
import type { RatingPredictor } from '../../learn/factors/rating-scores.ts';
import type { HeldOut } from '../../splitters/events/parts.ts';
import { type BootstrapOptions, overResamples } from '../bootstrap.ts';
import { historyQuery } from './history-query.ts';

/** Of each user who was judged: his ratings, and the sums of what was told amiss. */
export interface RatingErrors {
  readonly count: Float64Array;
  readonly squared: Float64Array;
  readonly absolute: Float64Array;
}

/**
 * Hold what is told of held-out ratings, from the newest `history` events of each user, against what they were. The weight
 * of an event is its rating, as in `ratingsOf`; every event that has one counts. O(users x reading + ratings).
 */
export function ratingErrors(
  predictor: RatingPredictor,
  { past, wanted }: HeldOut,
  signed: boolean,
  history: number,
): RatingErrors {
  const count: number[] = [];
  const squared: number[] = [];
  const absolute: number[] = [];
  for (let u = 0; u < wanted.users; u++) {
    let [n, squares, sizes] = [0, 0, 0];
    for (let e = wanted.start[u]!; e < wanted.start[u + 1]!; e++) {
      const weight = wanted.weight[e]!;
      if (weight === 0) continue;
      if (n === 0) predictor.read(historyQuery(past, u, history, Number.NaN, {}));
      const error = predictor.of(wanted.item[e]!) - (signed ? weight : Math.abs(weight));
      n += 1;
      squares += error * error;
      sizes += Math.abs(error);
    }
    if (n === 0) continue;
    count.push(n);
    squared.push(squares);
    absolute.push(sizes);
  }
  return {
    count: Float64Array.from(count),
    squared: Float64Array.from(squared),
    absolute: Float64Array.from(absolute),
  };
}

/** Root mean squared error and mean absolute error over ratings, with intervals over users. */
export function measureRatings(
  errors: RatingErrors,
  options: BootstrapOptions,
): { readonly rmse: Measured; readonly mae: Measured } {
  return {
    rmse: overResamples(errors.count.length, (counts) => rmseOf(errors, counts), options),
    mae: overResamples(
      errors.count.length,
      (counts) => meanOver(errors.absolute, errors.count, counts),
      options,
    ),
  };
}

/** How much higher the RMSE of the one is than that of the other, on the same users. */
export const rmseDifference = (a: RatingErrors, b: RatingErrors, options: BootstrapOptions): Measured =>
  overResamples(a.count.length, (counts) => rmseOf(a, counts) - rmseOf(b, counts), options);

const rmseOf = ({ squared, count }: RatingErrors, counts: Float64Array): number =>
  Math.sqrt(meanOver(squared, count, counts));

/** NaN of nothing. */
function meanOver(sums: Float64Array, count: Float64Array, counts: Float64Array): number {
  let [sum, n] = [0, 0];
  for (let u = 0; u < sums.length; u++) {
    sum += counts[u]! * sums[u]!;
    n += counts[u]! * count[u]!;
  }
  return sum / n;
}
