import { type Matrix, matrix } from '../../table/matrix.ts';

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
}

/**
 * Copy the columns, centred and scaled; leave out those that do not vary.
 *
 * weights [rows] positive. Two passes, so that a large offset costs no digits; a spread that is all rounding of the
 * offset counts as none. O(rows x cols).
 */
export function standardize(x: Matrix, weights: Float64Array): Standardized {
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
  const out = matrix(rows, varying.length);
  varying.forEach((c, to) => {
    for (let r = 0; r < rows; r++) out.data[to * rows + r] = (data[c * rows + r]! - mean[c]!) / deviation[c]!;
  });
  return { x: out, column: Int32Array.from(varying), mean, deviation };
}

/**
 * Weighted mean and deviation (of the population) of finite values.
 *
 * The deviation is 0 where the spread is no more than rounding, or so small or large that its square is no number.
 */
export function momentsOf(values: Float64Array, weights: Float64Array): { mean: number; deviation: number } {
  let mean = 0;
  let total = 0;
  for (let r = 0; r < values.length; r++) {
    total += weights[r]!;
    mean += (values[r]! - mean) * (weights[r]! / total);
  }
  let square = 0;
  for (let r = 0; r < values.length; r++) square += weights[r]! * (values[r]! - mean) ** 2;
  const deviation = Math.sqrt(square / total);
  // Equal values whose mean was rounded differ from it by a few units in the last place.
  const least = Math.max(SMALLEST, 8 * Number.EPSILON * Math.abs(mean));
  return {
    mean: Number.isFinite(mean) ? mean : 0,
    deviation: deviation > least && deviation < LARGEST ? deviation : 0,
  };
}
