import { type NumberColumn, numberColumn } from './column.ts';

/**
 * A dense matrix of float64, column after column: the value of row r in column c is `data[c * rows + r]`.
 *
 * Column-major, because features write columns, tree binning and linear kernels read columns, and because a single
 * row is then laid out as a plain vector: the serving path and the batch path are the same code. NaN = missing.
 */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

export const matrix = (rows: number, cols: number, data = new Float64Array(rows * cols)): Matrix => {
  if (data.length !== rows * cols) throw new Error(`matrix of ${rows} x ${cols} got ${data.length} values`);
  return { rows, cols, data };
};

/** Column c as a view: writing to it writes to the matrix. */
export const matrixColumn = (m: Matrix, c: number): NumberColumn =>
  numberColumn(m.data.subarray(c * m.rows, (c + 1) * m.rows));

/** Columns `from` to `to` - 1 as a matrix: writing to it writes to the whole. */
export const columnRange = (m: Matrix, from: number, to: number): Matrix =>
  from === 0 && to === m.cols
    ? m
    : matrix(m.rows, to - from, m.data.subarray(from * m.rows, to * m.rows) as Float64Array<ArrayBuffer>);

/** The rows of one, then those of another of as many columns. O(values). */
export function stackMatrices(one: Matrix, two: Matrix): Matrix {
  const out = matrix(one.rows + two.rows, one.cols);
  for (let c = 0; c < one.cols; c++) {
    out.data.set(one.data.subarray(c * one.rows, (c + 1) * one.rows), c * out.rows);
    out.data.set(two.data.subarray(c * two.rows, (c + 1) * two.rows), c * out.rows + one.rows);
  }
  return out;
}

/** The rows at `indices`, in that order, copied. O(indices x cols). */
export function takeMatrix(m: Matrix, indices: Int32Array): Matrix {
  const out = matrix(indices.length, m.cols);
  for (let c = 0; c < m.cols; c++) {
    const from = c * m.rows;
    const to = c * indices.length;
    for (let i = 0; i < indices.length; i++) out.data[to + i] = m.data[from + indices[i]!]!;
  }
  return out;
}
