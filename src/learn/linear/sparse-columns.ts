import type { SparseMatrix } from '../../table/sparse.ts';
import type { DesignMatrix } from './design-matrix.ts';

/** Rows of a block; they are gone through one by one, so that only their sums need a place in the cache. */
const BLOCK = 1024;

/** A sparse matrix as the columns of a linear fit. What is 0 costs nothing. */
export const sparseColumns = ({ rows, cols, indptr, indices, values }: SparseMatrix): DesignMatrix => ({
  rows,
  cols,
  block: BLOCK,
  addTo(from, count, weights, first, sums) {
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let at = indptr[from + i]!; at < indptr[from + i + 1]!; at++)
        sum += weights[first + indices[at]!]! * values[at]!;
      sums[i]! += sum;
    }
  },
  dotInto(from, count, v, out, first) {
    for (let i = 0; i < count; i++) {
      const slope = v[i]!;
      for (let at = indptr[from + i]!; at < indptr[from + i + 1]!; at++)
        out[first + indices[at]!]! += slope * values[at]!;
    }
  },
});
