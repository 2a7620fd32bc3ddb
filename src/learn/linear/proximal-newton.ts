import { descendByCoordinates, type KinkedParabola } from '../../kernels/coordinate-descent.ts';
import { range } from '../../kernels/range.ts';
import type { Matrix } from '../../table/matrix.ts';
import { type Coordinate, columnsOf, coordinatesOf, curvatureGram } from './curvature-gram.ts';
import type { MeanLoss } from './mean-loss.ts';
import type { Charges } from './penalty.ts';
import type { Found, SearchOptions } from './search.ts';

export interface NewtonProblem {
  readonly meanLoss: MeanLoss;
  /** The columns, of like scale. */
  readonly x: Matrix;
  readonly outputs: number;
  /** [rows] weight of each row in the mean; they sum to 1. */
  readonly shares: Float64Array;
  /** [outputs x (cols + 1)] */
  readonly charges: Charges;
}

const ARMIJO = 1e-4;
const HALVINGS = 40;
/** Near the end a step changes the value by less than its rounding, while the slopes still shrink. */
const ROUNDING = 1e-12;
/** How much closer than the last one the bottom of a parabola is looked for: more would be lost with the next parabola. */
const FORCING = 1e-4;
const SWEEPS = 10_000;
/** Parameters that leave 0 in one iteration are no more than these, or than those that have left it. */
const FEW = 64;
/** A column that tells the loss nothing would otherwise be divided by 0. Source: newGLMNET, section 4. */
const LEAST_BEND = 1e-12;

/**
 * Minimise mean loss + sum l1_i |x_i| + l2_i x_i^2 / 2 from the `at` given, in place: at each iteration descend the parabola
 * through the loss by coordinates, then go that way as far as the loss agrees. Sets weights to exactly 0.
 *
 * An iteration goes through a working set: what is not 0, and of the rest what the slope pulls off 0 most. Squared loss is
 * its own parabola and needs hardly more than one iteration. An iteration costs a pass over the rows and O(rows x set^2 / 2).
 *
 * Sources: Friedman, Hastie and Tibshirani 2010, "Regularization paths for generalized linear models via coordinate
 * descent"; Yuan, Ho and Lin 2012, "An improved GLMNET for L1-regularized logistic regression", algorithm 3; Massias,
 * Gramfort and Salmon 2018, "Celer", section 4 (working sets that double).
 */
export function proximalNewton(
  { meanLoss, x, outputs, shares, charges }: NewtonProblem,
  at: Float64Array,
  { tolerance, iterations, checkCancelled, onIteration }: SearchOptions,
): Found {
  const gradient = new Float64Array(at.length);
  const start = new Float64Array(at.length);
  const columns = columnsOf(x);
  const curvatures = Array.from({ length: outputs }, () => new Float64Array(x.rows));
  const valueAt = (): number => {
    checkCancelled();
    return meanLoss(at, gradient, curvatures) + chargeOf(at, charges);
  };

  let value = valueAt();
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const violation = violations(at, gradient, charges);
    const most = largest(violation);
    if (most <= tolerance) return { iterations: iteration - 1, converged: true };
    const set = workingSet(at, violation, outputs, columns);
    const hessian = curvatureGram(set, curvatures, shares, checkCancelled);
    const parabola = parabolaOf(set, hessian, at, gradient, charges);
    start.set(at);
    const found = Float64Array.from(set, ({ index }) => at[index]!);
    descendByCoordinates(parabola, found, Math.max(tolerance / 4, FORCING * most), SWEEPS, checkCancelled);
    set.forEach(({ index }, i) => {
      at[index] = found[i]!;
    });

    const promised = promise(start, at, gradient, charges);
    const better = search(start, at, (share) => {
      const next = valueAt();
      const enough = next <= value + ARMIJO * share * promised + ROUNDING * Math.abs(value);
      if (enough) value = next;
      return enough;
    });
    if (!better) return { iterations: iteration, converged: false };
    onIteration(iteration, value);
  }
  return { iterations, converged: false };
}

/** The parabola through the charged loss at `at`, in the parameters of the set. */
function parabolaOf(
  set: readonly Coordinate[],
  hessian: Float64Array,
  at: Float64Array,
  gradient: Float64Array,
  { l1, l2 }: Charges,
): KinkedParabola {
  const n = set.length;
  const linear = set.map(({ index }, i) => {
    let slope = gradient[index]!;
    set.forEach((other, j) => {
      slope -= hessian[i * n + j]! * at[other.index]!;
    });
    return slope;
  });
  set.forEach(({ index }, i) => {
    hessian[i * n + i]! += l2[index]! + LEAST_BEND;
  });
  return {
    hessian,
    linear: Float64Array.from(linear),
    l1: Float64Array.from(set, ({ index }) => l1[index]!),
  };
}

/** [parameters] how steeply the charged loss falls along each; 0 where neither side of a kink goes down. */
function violations(at: Float64Array, gradient: Float64Array, { l1, l2 }: Charges): Float64Array {
  return at.map((v, i) => {
    const slope = gradient[i]! + l2[i]! * v;
    if (v === 0) return Math.max(0, Math.abs(slope) - l1[i]!);
    return Math.abs(slope + Math.sign(v) * l1[i]!);
  });
}

function workingSet(
  at: Float64Array,
  violation: Float64Array,
  outputs: number,
  columns: readonly Float64Array[],
): Coordinate[] {
  const cols = columns.length - 1;
  const weights = range(outputs * cols);
  const left = weights.filter((i) => at[i] !== 0);
  const pulled = weights.filter((i) => at[i] === 0 && violation[i]! > 0);
  pulled.sort((i, j) => violation[j]! - violation[i]!);
  const chosen = [...left, ...pulled.subarray(0, Math.max(FEW, left.length))];
  for (let k = 0; k < outputs; k++) chosen.push(outputs * cols + k);
  return coordinatesOf(chosen, outputs, columns);
}

/** What the slope at `start` promises for the way to `at`; below 0. */
function promise(start: Float64Array, at: Float64Array, gradient: Float64Array, { l1, l2 }: Charges): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) {
    const slope = gradient[i]! + l2[i]! * start[i]!;
    sum += slope * (at[i]! - start[i]!) + l1[i]! * (Math.abs(at[i]!) - Math.abs(start[i]!));
  }
  return sum;
}

/** Halve the way from `start` to `at` until it is good enough; back at `start` when it never is. */
function search(start: Float64Array, at: Float64Array, isGood: (share: number) => boolean): boolean {
  const end = at.slice();
  for (let halving = 0, share = 1; halving < HALVINGS; halving++, share /= 2) {
    if (halving > 0) for (let i = 0; i < at.length; i++) at[i] = start[i]! + share * (end[i]! - start[i]!);
    if (isGood(share)) return true;
  }
  at.set(start);
  return false;
}

function chargeOf(at: Float64Array, { l1, l2 }: Charges): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += l1[i]! * Math.abs(at[i]!) + (l2[i]! * at[i]! * at[i]!) / 2;
  return sum;
}

const largest = (values: Float64Array): number => values.reduce((most, v) => Math.max(most, v), 0);
