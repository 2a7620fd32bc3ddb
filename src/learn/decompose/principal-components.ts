import type { Run } from '../../contracts/run.ts';
import { turnUp } from '../../kernels/symmetric-eigen.ts';
import { tridiagonalEigen } from '../../kernels/tridiagonal-eigen.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { Directions } from './directions.ts';

/** Rows that are taken together: of some hundred columns they stay in the nearer caches. A multiple of 8. */
const BLOCK = 128;

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
  const values = tridiagonalEigen(covariance, cols);
  const kept = Math.min(components, cols);
  const order = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const directions = new Float64Array(kept * cols);
  for (let d = 0; d < kept; d++) {
    for (let c = 0; c < cols; c++) directions[d * cols + c] = covariance[c * cols + order[d]!]!;
    turnUp(directions, d * cols, cols);
  }
  // Rounding leaves directions without variance a little on either side of 0.
  const variances = Float64Array.from(order, (i) => Math.max(0, values[i]!));
  const total = variances.reduce((a, b) => a + b, 0);
  const first = variances.slice(0, kept);
  return {
    centre,
    directions,
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
  const covariance = run.kernels.scope(() => {
    const products = crossProducts({ rows, cols, data }, weights, centre, run);
    const whole = new Float64Array(cols * cols);
    for (let i = 0; i < cols; i++)
      for (let j = 0; j <= i; j++)
        whole[i * cols + j] = whole[j * cols + i] = products[i * cols + j]! / freedom;
    return whole;
  });
  return { centre, covariance, freedom };
}

/** Weighted products of all columns about their centres, [cols x cols] up to the diagonal. */
function crossProducts(
  { rows, cols, data }: Matrix,
  weights: Float64Array | null,
  centre: Float64Array,
  run: Run,
): Float64Array {
  const { kernels } = run;
  const roots = weights?.map(Math.sqrt) ?? null;
  const block = kernels.f64(cols * BLOCK);
  const products = kernels.f64(cols * cols);
  // Strips of about as many products each.
  const edge = (part: number): number => Math.round(cols * Math.sqrt(part / kernels.threads));
  for (let from = 0; from < rows; from += BLOCK) {
    run.checkCancelled();
    const count = Math.min(BLOCK, rows - from);
    if (count < BLOCK) block.fill(0);
    for (let c = 0; c < cols; c++)
      for (let r = 0; r < count; r++)
        block[c * BLOCK + r] =
          (data[c * rows + from + r]! - centre[c]!) * (roots === null ? 1 : roots[from + r]!);
    kernels.calls(
      'addCrossProducts',
      Array.from({ length: kernels.threads }, (_, part) => [
        ...([block, BLOCK, BLOCK, cols, edge(part), edge(part + 1), products] as const),
      ]),
    );
    run.progress((from + count) / rows);
  }
  return products;
}
