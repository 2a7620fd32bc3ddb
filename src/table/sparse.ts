import type { Matrix } from './matrix.ts';

/**
 * A matrix of which only the values other than 0 are held, row after row (compressed sparse rows).
 *
 * indptr [rows + 1]: values of row r are those from indptr[r] to indptr[r + 1] - 1; indices, values: their columns, and they.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** These columns of a dense matrix, in this order, without their zeros. O(rows x columns). */
export function sparseFrom(m: Matrix, columns: Int32Array): SparseMatrix {
  const { rows, data } = m;
  const indptr = new Int32Array(rows + 1);
  for (const c of columns) for (let r = 0; r < rows; r++) if (data[c * rows + r] !== 0) indptr[r + 1]! += 1;
  for (let r = 0; r < rows; r++) indptr[r + 1]! += indptr[r]!;
  const next = indptr.slice();
  const indices = new Int32Array(indptr[rows]!);
  const values = new Float64Array(indptr[rows]!);
  columns.forEach((c, to) => {
    for (let r = 0; r < rows; r++) {
      const value = data[c * rows + r]!;
      if (value === 0) continue;
      const at = next[r]!++;
      indices[at] = to;
      values[at] = value;
    }
  });
  return { rows, cols: columns.length, indptr, indices, values };
}

/** About the share of values that are not 0, from some of them. O(1). */
export function shareOfValues({ data }: Matrix): number {
  const looks = Math.min(data.length, 10_007);
  let found = 0;
  for (let i = 0; i < looks; i++) if (data[Math.floor((i / looks) * data.length)] !== 0) found += 1;
  return looks === 0 ? 0 : found / looks;
}
