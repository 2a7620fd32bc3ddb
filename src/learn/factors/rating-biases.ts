import { type Preferences, transposed } from '../../table/preferences.ts';

/** How far the ratings of each user and of each item lie from the mean. */
export interface RatingBiases {
  readonly mean: number;
  /** [users] */
  readonly user: Float64Array;
  /** [items] */
  readonly item: Float64Array;
}

/** Rounds at most, and the largest move of a bias at which they end: one that nobody could see. */
const ROUNDS = 300;
const STILL = 1e-7;

/**
 * Biases that make the squared errors of mean + user + item, plus penalty times the squared biases, as small as can be:
 * users by items, items by users, in turn. x: ratings as strengths. O(rounds x ratings).
 * Source: Koren, Bell and Volinsky 2009, "Matrix factorization techniques for recommender systems".
 */
export function ratingBiases(x: Preferences, penalty: number): RatingBiases {
  const byItem = transposed(x);
  const mean = x.strength.reduce((sum, r) => sum + r, 0) / Math.max(1, x.strength.length);
  const user = new Float64Array(x.users);
  const item = new Float64Array(x.items);
  for (let round = 0; round < ROUNDS; round++) {
    shrunkMeans(x, mean, item, penalty, user);
    if (shrunkMeans(byItem, mean, user, penalty, item) < STILL) break;
  }
  // Users last: a user who is served has the bias that follows from the items'.
  shrunkMeans(x, mean, item, penalty, user);
  return { mean, user, item };
}

/** out [rows] sum of what is left of the ratings of a row / (their number + penalty). @returns the largest change. */
function shrunkMeans(
  { users: rows, start, item: column, strength }: Preferences,
  mean: number,
  other: Float64Array,
  penalty: number,
  out: Float64Array,
): number {
  let most = 0;
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let p = start[r]!; p < start[r + 1]!; p++) sum += strength[p]! - mean - other[column[p]!]!;
    const bias = sum / Math.max(Number.MIN_VALUE, start[r + 1]! - start[r]! + penalty);
    most = Math.max(most, Math.abs(bias - out[r]!));
    out[r] = bias;
  }
  return most;
}
