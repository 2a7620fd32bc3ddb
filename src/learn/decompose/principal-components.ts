import type { Run } from '../../contracts/run.ts';
import { symmetricEigen } from '../../kernels/symmetric-eigen.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { Directions } from './directions.ts';

/**
 * Principal components: the directions about the mean in which rows vary most, from the covariance of the columns.
 *
 * x [rows x cols] finite; weights [rows] or null = all 1; no more than `components`, nor than columns. Variances are
 * divided by the weight less 1, as in scikit-learn; with a single row they are 0. Directions without variance are of no
 * meaning. Throws 'train/cancelled'. O(rows cols^2 / 2 + cols^3); for many columns see `truncatedSvd`. Source: Pearson
 * 1901, Hotelling 1933.
 */
export function principalComponents(
  x: Matrix,
  weights: Float64Array | null,
  components: number,
  run: Run,
): Directions {
  const { cols } = x;
  const { centre, covariance, freedom } = covarianceOf(x, weights, run);
  const { values, vectors } = symmetricEigen(covariance, cols);
  const kept = Math.min(components, cols);
  // Rounding leaves directions without variance a little on either side of 0.
  const variances = values.map((v) => Math.max(0, v));
  const total = variances.reduce((a, b) => a + b, 0);
  const first = variances.slice(0, kept);
  return {
    centre,
    directions: vectors.slice(0, kept * cols),
    variances: first,
    singular: first.map((v) => Math.sqrt(v * freedom)),
    share: total > 0 ? first.reduce((a, b) => a + b, 0) / total : 0,
  };
}

function covarianceOf({ rows, cols, data }: Matrix, weights: Float64Array | null, run: Run) {
  const total = weights === null ? rows : weights.reduce((a, b) => a + b, 0);
  const freedom = total > 1 ? total - 1 : 1;
  const centre = new Float64Array(cols);
  for (let c = 0; c < cols; c++) {
    let sum = 0;
    for (let r = 0; r < rows; r++)
      sum += (data[c * rows + r]! * (weights === null ? 1 : weights[r]!)) / total;
    centre[c] = sum;
  }
  const covariance = new Float64Array(cols * cols);
  const apart = new Float64Array(rows);
  for (let c = 0; c < cols; c++) {
    run.checkCancelled();
    for (let r = 0; r < rows; r++)
      apart[r] = (data[c * rows + r]! - centre[c]!) * (weights === null ? 1 : weights[r]!);
    for (let b = 0; b <= c; b++) {
      const from = b * rows;
      const middle = centre[b]!;
      let sum = 0;
      for (let r = 0; r < rows; r++) sum += apart[r]! * (data[from + r]! - middle);
      covariance[c * cols + b] = sum / freedom;
      covariance[b * cols + c] = sum / freedom;
    }
    run.progress((c + 1) / cols);
  }
  return { centre, covariance, freedom };
}
