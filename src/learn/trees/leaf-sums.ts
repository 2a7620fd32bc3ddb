/** Numbers of a bin when it is read: sum of gradients, sum of Hessians, sum of weights. */
export const SUMS = 3;

/** The histogram of a leaf, as a search reads it. What is returned is good until the next call. */
export interface LeafSums {
  /** [SUMS x bins] sums by bin of a column, missing first. */
  of(column: number): Float64Array;
  /** [FOUND x columns] the best thresholds where nothing bounds them: see kernels/search-thresholds.ts. */
  thresholds(columns: Int32Array, limits: readonly number[]): Float64Array;
}
