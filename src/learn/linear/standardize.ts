import { range } from '../../kernels/range.ts';
import { type Matrix, matrix } from '../../table/matrix.ts';

const SMALLEST = 1e-150;
const LARGEST = 1e150;

/** Where the columns of a matrix lie, and how wide they spread. */
export interface ColumnScale {
  /** Those that vary, ascending. */
  readonly column: Int32Array;
  /** [cols] weighted. */
  readonly mean: Float64Array;
  /** [cols] weighted, of the population; 0 where the column does not vary. */
  readonly deviation: Float64Array;
}

/** The columns that vary, with mean 0 and deviation 1. */
export interface Standardized extends ColumnScale {
  readonly x: Matrix;
}

/**
 * The scale of each column. weights [rows] positive. O(rows x cols).
 *
 * Two passes, so that a large offset costs no digits; a spread that is all rounding of the offset counts as none.
 */
export function scaleOf({ rows, cols, data }: Matrix, weights: Float64Array): ColumnScale {
  const mean = new Float64Array(cols);
  const deviation = new Float64Array(cols);
  for (let c = 0; c < cols; c++) {
    const moments = momentsOf(data.subarray(c * rows, (c + 1) * rows), weights);
    mean[c] = moments.mean;
    deviation[c] = moments.deviation;
  }
  return { column: range(cols).filter((c) => deviation[c]! > 0), mean, deviation };
}

/** Copy the columns that vary, centred and scaled. */
export function inScale({ rows, data }: Matrix, { column, mean, deviation }: ColumnScale): Matrix {
  const out = matrix(rows, column.length);
  column.forEach((c, to) => {
    const centre = mean[c]!;
    const scale = 1 / deviation[c]!;
    const from = c * rows;
    const into = to * rows;
    for (let r = 0; r < rows; r++) out.data[into + r] = (data[from + r]! - centre) * scale;
  });
  return out;
}

/** Both at once, with the scale of these rows. */
export function standardize(x: Matrix, weights: Float64Array): Standardized {
  const scale = scaleOf(x, weights);
  return { ...scale, x: inScale(x, scale) };
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
