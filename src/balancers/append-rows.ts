import { type Matrix, matrix } from '../table/matrix.ts';

/** The rows of one matrix and below them those of another with the same columns. O(values). */
export function appendRows(above: Matrix, below: Matrix): Matrix {
  const rows = above.rows + below.rows;
  const out = matrix(rows, above.cols);
  for (let c = 0; c < above.cols; c++) {
    out.data.set(above.data.subarray(c * above.rows, (c + 1) * above.rows), c * rows);
    out.data.set(below.data.subarray(c * below.rows, (c + 1) * below.rows), c * rows + above.rows);
  }
  return out;
}
