import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { solvePositive } from '../../kernels/solve-positive.ts';
import { type Preferences, transposed } from '../../table/preferences.ts';
import { ratingBiases } from './rating-biases.ts';

export type RatingSettings = {
  /** Numbers of a vector; 0 = biases alone. */
  readonly factors: number;
  /** Penalty of squared factors, for each pair that a vector answers for. */
  readonly regularisation: number;
  readonly biasPenalty: number;
  /** Weight of a pair without a rating, which is taken for the sum of its biases; 0 = observed pairs alone, 1 = all alike. */
  readonly unobservedWeight: number;
  readonly iterations: number;
};

/** All that is needed to tell ratings: of users nothing, for they are what they rated. */
export type RatingState = State & {
  readonly facts: Omit<RatingSettings, 'iterations'> & {
    readonly items: number;
    readonly mean: number;
    /** The lowest and highest rating met. */
    readonly low: number;
    readonly high: number;
    /** Weights of events are ratings with their sign; else without. */
    readonly signed: boolean;
  };
  /** bias [items], factors [items x factors], gram [factors x factors]: factors' factors. */
  readonly arrays: {
    readonly bias: Float64Array;
    readonly factors: Float64Array;
    readonly gram: Float64Array;
  };
};

/**
 * Learn to tell ratings: biases of users and items, and factors whose products tell what those leave.
 *
 * x [users x items] ratings as strengths; start [items x factors] the items' factors to begin with. With the residuals e of
 * the biases, sum over rated pairs (e - w h)^2 + unobservedWeight x sum over the others (w h)^2 + penalties, by alternating
 * least squares, every vector solved exactly. Float64. O(iterations (ratings factors^2 + (users + items) factors^3)).
 * Throws 'train/cancelled'. Sources: Koren, Bell and Volinsky 2009 (biases); Zhou et al. 2008 (penalties that grow with
 * the ratings of a vector); Hu, Koren and Volinsky 2008 (pairs that were not met).
 */
export function fitRatings(
  x: Preferences,
  start: Float64Array,
  settings: RatingSettings,
  signed: boolean,
  run: Run,
): RatingState {
  const { iterations, ...kept } = settings;
  const { mean, user, item: bias } = ratingBiases(x, settings.biasPenalty);
  const byUser = residuals(x, mean, user, bias);
  const byItem = transposed(byUser);
  const factors = start.slice();
  const users = new Float64Array(x.users * settings.factors);
  for (let i = 0; i < iterations && settings.factors > 0; i++) {
    run.progress(i / iterations, `iteration ${i + 1} of ${iterations}`);
    solveSide(byUser, factors, settings, users, run);
    solveSide(byItem, users, settings, factors, run);
  }
  const [low, high] = rangeOf(x.strength);
  return {
    facts: { ...kept, items: x.items, mean, low, high, signed },
    arrays: { bias, factors, gram: gramOf(factors, settings.factors) },
  };
}

/** The ratings less what biases tell. */
function residuals(x: Preferences, mean: number, user: Float64Array, bias: Float64Array): Preferences {
  const strength = new Float32Array(x.strength.length);
  for (let u = 0; u < x.users; u++)
    for (let p = x.start[u]!; p < x.start[u + 1]!; p++)
      strength[p] = x.strength[p]! - mean - user[u]! - bias[x.item[p]!]!;
  return { ...x, strength };
}

/** Rows that are solved for between two looks at whether to stop. */
const TOGETHER = 256;

function solveSide(
  side: Preferences,
  other: Float64Array,
  settings: RatingSettings,
  out: Float64Array,
  run: Run,
): void {
  const { factors: size } = settings;
  const solve = vectorSolver(other, gramOf(other, size), side.items, settings);
  for (let r = 0; r < side.users; r++) {
    if (r % TOGETHER === 0) run.checkCancelled();
    const [from, to] = [side.start[r]!, side.start[r + 1]!];
    solve(
      side.item.subarray(from, to),
      side.strength.subarray(from, to),
      out.subarray(r * size, (r + 1) * size),
    );
  }
}

/**
 * Solves for the vector of one row, given what is left of its ratings and the vectors of the other side [all x factors] with
 * their Gram matrix. Nothing rated = zeros. O(ratings factors^2 + factors^3).
 */
export function vectorSolver(
  other: Float64Array,
  gram: Float64Array,
  all: number,
  { factors: size, unobservedWeight, regularisation }: Omit<RatingSettings, 'iterations' | 'biasPenalty'>,
): (columns: ArrayLike<number>, left: ArrayLike<number>, out: Float64Array) => void {
  const a = new Float64Array(size * size);
  return (columns, left, out) => {
    out.fill(0);
    const n = columns.length;
    if (n === 0) return;
    for (let j = 0; j < a.length; j++) a[j] = unobservedWeight * gram[j]!;
    for (let p = 0; p < n; p++) {
      const h = columns[p]! * size;
      for (let i = 0; i < size; i++) {
        out[i]! += left[p]! * other[h + i]!;
        const by = (1 - unobservedWeight) * other[h + i]!;
        for (let j = 0; j <= i; j++) a[i * size + j]! += by * other[h + j]!;
      }
    }
    const penalty = regularisation * (n + unobservedWeight * (all - n));
    for (let i = 0; i < size; i++) a[i * size + i]! += penalty;
    if (!solvePositive(a, out)) out.fill(0);
  };
}

/** [size x size] sum of the outer products of the vectors. */
function gramOf(vectors: Float64Array, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (let at = 0; at < vectors.length; at += size)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) gram[i * size + j]! += vectors[at + i]! * vectors[at + j]!;
  return gram;
}

function rangeOf(ratings: Float32Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const r of ratings) {
    if (r < low) low = r;
    if (r > high) high = r;
  }
  return ratings.length === 0 ? [0, 0] : [low, high];
}
