/** What the outputs of a head should have been. */
export interface Truth {
  /** [rows] class index, or value; NaN = unknown, and the row tells this head nothing. */
  readonly y: Float64Array;
  /** [rows] weight of each row. */
  readonly weight: Float64Array;
}

/**
 * A loss of the scores of a batch.
 *
 * scores [rows x outputs] raw scores: log-odds, a score a class, or the value
 * grad   [rows x outputs] overwritten with scale x weight x derivative of the loss by each score; null = not wanted
 *
 * @returns the sum of weight x loss. Rows whose truth is NaN add nothing. O(rows x outputs), allocates nothing.
 */
export type Loss = (
  scores: Float32Array,
  outputs: number,
  truth: Truth,
  rows: number,
  scale: number,
  grad: Float32Array | null,
) => number;

/** A loss of one value and its truth: writes the derivative, gives the loss. */
export interface PointLoss {
  loss(error: number): number;
  slope(error: number): number;
}

/** The loss of values by their error, score - truth. */
export const ofError =
  ({ loss, slope }: PointLoss): Loss =>
  (scores, _outputs, { y, weight }, rows, scale, grad) => {
    let sum = 0;
    for (let r = 0; r < rows; r++) {
      const known = !Number.isNaN(y[r]!);
      const error = known ? scores[r]! - y[r]! : 0;
      const w = known ? weight[r]! : 0;
      sum += w * loss(error);
      if (grad) grad[r] = scale * w * slope(error);
    }
    return sum;
  };
