/**
 * The columns that a linear fit sees, however they are held. Work is asked for block by block, so that what belongs to a
 * block of rows stays in cache while its columns go by.
 */
export interface DesignMatrix {
  readonly rows: number;
  readonly cols: number;
  /** Rows of a block that suit the caches. */
  readonly block: number;
  /** sums [count] += the sum over columns of weights[first + c] x value, for rows from .. from + count. */
  addTo(from: number, count: number, weights: Float64Array, first: number, sums: Float64Array): void;
  /** out[first + c] += the dot product of column c with v [count], over those rows. */
  dotInto(from: number, count: number, v: Float64Array, out: Float64Array, first: number): void;
}
