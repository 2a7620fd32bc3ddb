import { range } from '../../kernels/range.ts';
import { type Matrix, matrix } from '../../table/matrix.ts';
import type { Units } from './change-units.ts';

const SMALLEST = 1e-150;
const LARGEST = 1e150;

/** The columns that vary, with mean 0 and deviation 1. */
export interface Standardized {
  readonly x: Matrix;
  /** [x.cols] column of the original of each. */
  readonly column: Int32Array;
  /** [original cols] weighted. */
  readonly mean: Float64Array;
  /** [original cols] weighted, of the population; 0 where the column does not vary. */
  readonly deviation: Float64Array;
  /** What is still to be taken off x, where it is the original itself: `mean` and `deviation`; else null. */
  readonly units: Units | null;
}

/** Means within so many deviations of 0, and deviations within this factor of 1, cost no digits if they are left in. */
const NEAR = 4;

/**
 * The columns centred and scaled, those that do not vary left out: a copy; or the original itself with the units that are to
 * be taken off, where `mayKeep` is set and all of its columns are nearly of that scale, as a recipe leaves them.
 *
 * weights [rows] positive. Two passes, so that a large offset costs no digits; a spread that is all rounding of the
 * offset counts as none. O(rows x cols).
 */
export function standardize(x: Matrix, weights: Float64Array, mayKeep = false): Standardized {
  const { rows, cols, data } = x;
  const mean = new Float64Array(cols);
  const deviation = new Float64Array(cols);
  const varying: number[] = [];
  for (let c = 0; c < cols; c++) {
    const column = data.subarray(c * rows, (c + 1) * rows);
    const moments = momentsOf(column, weights);
    mean[c] = moments.mean;
    deviation[c] = moments.deviation;
    if (deviation[c]! > 0) varying.push(c);
  }
  const isNear = (d: number, c: number): boolean =>
    Math.abs(mean[c]!) <= NEAR * d && d >= 1 / NEAR && d <= NEAR;
  if (mayKeep && varying.length === cols && deviation.every(isNear))
    return { x, column: range(cols), mean, deviation, units: { centre: mean, unit: deviation } };
  const out = matrix(rows, varying.length);
  varying.forEach((c, to) => {
    const centre = mean[c]!;
    const scale = 1 / deviation[c]!;
    const from = c * rows;
    const into = to * rows;
    for (let r = 0; r < rows; r++) out.data[into + r] = (data[from + r]! - centre) * scale;
  });
  return { x: out, column: Int32Array.from(varying), mean, deviation, units: null };
}

/**
 * Weighted mean and deviation (of the population) of finite values.
 *
 * The deviation is 0 where the spread is no more than rounding, or so small or large that its square is no number.
 */
export function momentsOf(values: Float64Array, weights: Float64Array): { mean: number; deviation: number } {
  let total = 0;
  let sum = 0;
  for (let r = 0; r < values.length; r++) {
    total += weights[r]!;
    sum += weights[r]! * values[r]!;
  }
  // The rounding of a sum of large values is taken off again by what is left beside it.
  const near = sum / total;
  let rest = 0;
  let square = 0;
  for (let r = 0; r < values.length; r++) {
    const apart = values[r]! - near;
    rest += weights[r]! * apart;
    square += weights[r]! * apart * apart;
  }
  const mean = near + rest / total;
  const deviation = Math.sqrt(Math.max(0, square / total - (rest / total) ** 2));
  // Equal values whose mean was rounded differ from it by a few units in the last place.
  const least = Math.max(SMALLEST, 8 * Number.EPSILON * Math.abs(mean));
  return {
    mean: Number.isFinite(mean) ? mean : 0,
    deviation: deviation > least && deviation < LARGEST ? deviation : 0,
  };
}
