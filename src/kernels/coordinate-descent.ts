import { range } from './range.ts';
import { solvePositive } from './solve-positive.ts';

/** sum over i, j of H_ij x_i x_j / 2 + sum b_i x_i + sum l1_i |x_i|, in `n` unknowns. */
export interface KinkedParabola {
  /** [n x n] symmetric, no eigenvalue below 0, every diagonal element above 0. */
  readonly hessian: Float64Array;
  /** [n] b */
  readonly linear: Float64Array;
  /** [n] >= 0 */
  readonly l1: Float64Array;
}

/** Fewest sweeps between two attempts to go to the bottom at once. */
const FEWEST = 5;

/**
 * Minimise a parabola with kinks from the x given, in place, along one coordinate after the other, until no side of any
 * goes down by more than `tolerance` or `sweeps` are done. Sets coordinates to exactly 0.
 *
 * Sweeps find soon which coordinates are 0 and then crawl, where columns lean on each other. So now and then the others are
 * solved for, signs held, and that point is taken if it is lower. A sweep costs O(n) and O(n) more for every coordinate that
 * moves; solving O(n^3 / 6), no oftener than sweeps have cost as much. Calls `afterSweep` once a sweep; throw to stop.
 *
 * Sources: Friedman, Hastie and Tibshirani 2010, "Regularization paths for generalized linear models via coordinate
 * descent", section 2.2 (covariance updates); Lee, Battle, Raina and Ng 2006, "Efficient sparse coding algorithms" (signs held).
 */
export function descendByCoordinates(
  { hessian, linear, l1 }: KinkedParabola,
  x: Float64Array,
  tolerance: number,
  sweeps: number,
  afterSweep: () => void,
): void {
  const n = x.length;
  const slope = new Float64Array(n);
  slopeAt(hessian, linear, x, slope);
  const between = Math.max(FEWEST, Math.ceil(n / 6));
  for (let done = 1; done <= sweeps; done++) {
    sweep(hessian, l1, slope, x);
    afterSweep();
    if (steepest(l1, slope, x) <= tolerance) return;
    if (done % between !== 0) continue;
    const bottom = bottomOf(hessian, linear, l1, x);
    if (bottom === null) continue;
    const bottomSlope = new Float64Array(n);
    slopeAt(hessian, linear, bottom, bottomSlope);
    if (!(valueAt(linear, l1, bottomSlope, bottom) < valueAt(linear, l1, slope, x))) continue;
    x.set(bottom);
    slope.set(bottomSlope);
  }
}

/** The lowest point with the zeros and signs of x; where a sign does not hold, 0. Null when there is no one point. */
function bottomOf(
  hessian: Float64Array,
  linear: Float64Array,
  l1: Float64Array,
  x: Float64Array,
): Float64Array | null {
  const n = x.length;
  const free = range(n).filter((i) => x[i] !== 0);
  const block = new Float64Array(free.length * free.length);
  free.forEach((i, a) => {
    free.forEach((j, b) => {
      block[a * free.length + b] = hessian[i * n + j]!;
    });
  });
  const solved = Float64Array.from(free, (i) => -linear[i]! - Math.sign(x[i]!) * l1[i]!);
  if (!solvePositive(block, solved)) return null;
  const bottom = new Float64Array(n);
  free.forEach((i, a) => {
    bottom[i] = l1[i] === 0 || solved[a]! * x[i]! > 0 ? solved[a]! : 0;
  });
  return bottom;
}

/** One step along every coordinate. */
function sweep(hessian: Float64Array, l1: Float64Array, slope: Float64Array, x: Float64Array): void {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    const bend = hessian[i * n + i]!;
    const free = bend * x[i]! - slope[i]!;
    const kink = l1[i]!;
    const next = free > kink ? (free - kink) / bend : free < -kink ? (free + kink) / bend : 0;
    const change = next - x[i]!;
    if (change === 0) continue;
    x[i] = next;
    for (let j = 0; j < n; j++) slope[j]! += change * hessian[i * n + j]!;
  }
}

/** The steepest way down along a coordinate; small steps alone would tell little where many columns lean on each other. */
function steepest(l1: Float64Array, slope: Float64Array, x: Float64Array): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    const side = x[i]! > 0 ? slope[i]! + l1[i]! : x[i]! < 0 ? slope[i]! - l1[i]! : 0;
    most = Math.max(most, x[i] === 0 ? Math.abs(slope[i]!) - l1[i]! : Math.abs(side));
  }
  return most;
}

function slopeAt(hessian: Float64Array, linear: Float64Array, x: Float64Array, out: Float64Array): void {
  const n = x.length;
  out.set(linear);
  for (let i = 0; i < n; i++)
    if (x[i] !== 0) for (let j = 0; j < n; j++) out[j]! += x[i]! * hessian[i * n + j]!;
}

/** With slope = H x + b the parabola is x'(slope + b) / 2. */
function valueAt(linear: Float64Array, l1: Float64Array, slope: Float64Array, x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! * (slope[i]! + linear[i]!)) / 2 + l1[i]! * Math.abs(x[i]!);
  return sum;
}
