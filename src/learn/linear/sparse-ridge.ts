import type { SparseMatrix } from '../../table/sparse.ts';

/** Steps: the strengths that are used leave nothing to gain after so many. */
const STEPS = 40;
/** The rest of the gradient, beside the first, at which it is solved. */
const NEAR = 1e-6;

/**
 * Weights that minimise the sum over rows of weight x (y - row . w)^2 plus strength x |w|^2, by conjugate gradients.
 *
 * y, weight [rows], weight 0 leaves a row out. O(steps x entries). Source: Hestenes and Stiefel 1952, on the normal equations.
 */
export function sparseRidge(
  x: SparseMatrix,
  y: Float64Array,
  weight: Float64Array,
  strength: number,
): Float64Array {
  const w = new Float64Array(x.cols);
  const residual = sumOfRows(
    x,
    y.map((value, r) => value * weight[r]!),
  );
  const direction = residual.slice();
  let length = squared(residual);
  const enough = length * NEAR ** 2;
  for (let step = 0; step < STEPS && length > enough; step++) {
    const across = rowsTimes(x, direction);
    for (let r = 0; r < across.length; r++) across[r]! *= weight[r]!;
    const curved = sumOfRows(x, across);
    for (let c = 0; c < curved.length; c++) curved[c]! += strength * direction[c]!;
    let bend = 0;
    for (let c = 0; c < curved.length; c++) bend += curved[c]! * direction[c]!;
    const far = length / bend;
    for (let c = 0; c < w.length; c++) {
      w[c]! += far * direction[c]!;
      residual[c]! -= far * curved[c]!;
    }
    const next = squared(residual);
    for (let c = 0; c < w.length; c++) direction[c] = residual[c]! + (next / length) * direction[c]!;
    length = next;
  }
  return w;
}

/** [rows] each row times the vector. */
export function rowsTimes(
  { rows, indptr, indices, values }: SparseMatrix,
  vector: Float64Array,
): Float64Array {
  const out = new Float64Array(rows);
  for (let r = 0; r < out.length; r++) {
    let sum = 0;
    for (let i = indptr[r]!; i < indptr[r + 1]!; i++) sum += values[i]! * vector[indices[i]!]!;
    out[r] = sum;
  }
  return out;
}

/** [cols] the sum of the rows, each so many times. */
function sumOfRows({ cols, indptr, indices, values }: SparseMatrix, times: Float64Array): Float64Array {
  const out = new Float64Array(cols);
  for (let r = 0; r < times.length; r++) {
    if (times[r] === 0) continue;
    for (let i = indptr[r]!; i < indptr[r + 1]!; i++) out[indices[i]!]! += values[i]! * times[r]!;
  }
  return out;
}

const squared = (values: Float64Array): number => values.reduce((sum, v) => sum + v * v, 0);
