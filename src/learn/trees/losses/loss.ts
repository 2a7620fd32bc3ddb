/**
 * What boosting minimises: the mean over rows of weight x loss(y, score).
 *
 * Scores and derivatives are held class after class: [outputs * rows], output k of row r at k * rows + r.
 */
export interface Loss {
  /** Scores of a row, and trees of a round: 1, or one a class. */
  readonly outputs: number;
  /** A leaf moves a score by at most this before shrinkage; Infinity where the loss is quadratic. */
  readonly maxStep: number;
  /** [outputs] the constant score with the lowest loss; finite for any y. weights [rows] or null = all 1. */
  base(y: Float64Array, weights: Float64Array | null): Float64Array;
  /** First and second derivative by each score, times the weight; Hessians are >= 0. O(rows x outputs). */
  derive(
    y: Float64Array,
    weights: Float64Array | null,
    scores: Float64Array,
    grad: Float64Array,
    hess: Float64Array,
  ): void;
  /** Weighted mean loss over the rows at `rows`. */
  mean(y: Float64Array, weights: Float64Array | null, scores: Float64Array, rows: Int32Array): number;
}

/** The share of `part` in `total`, kept inside (0, 1): of what was never seen, half a row is assumed. */
export function openShare(part: number, total: number): number {
  const unseen = 0.5 / (total + 1);
  if (part <= 0) return unseen;
  return part >= total ? 1 - unseen : part / total;
}
