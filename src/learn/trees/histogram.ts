import type { BinnedMatrix, ColumnBins } from './bins.ts';

/** Numbers that a histogram holds for each bin: sum of gradients, sum of Hessians, sum of weights. */
export const SUMS = 3;

/** Where each column's bins stand in a histogram: column c has bins offset[c] .. offset[c + 1] - 1, missing first. */
export function histogramOffsets(bins: readonly ColumnBins[]): Int32Array {
  const offset = new Int32Array(bins.length + 1);
  for (let c = 0; c < bins.length; c++) offset[c + 1] = offset[c]! + bins[c]!.count + 1;
  return offset;
}

/** The rows of one leaf with their derivatives gathered side by side, so that every column reads them in order. */
export interface LeafRows {
  readonly rows: Int32Array;
  readonly grad: Float64Array;
  readonly hess: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Fill `out` with the histogram of n rows over the given columns; bins of other columns are left 0.
 *
 * Two columns at a time: consecutive rows often hit the same bin, and the additions to two columns do not wait for
 * each other (bench/trees/histogram.ts). O(n x columns).
 */
export function buildHistogram(
  x: BinnedMatrix,
  columns: Int32Array,
  offset: Int32Array,
  leaf: LeafRows,
  n: number,
  out: Float64Array,
): void {
  out.fill(0);
  const { rows, grad, hess, weight } = leaf;
  let i = 0;
  for (; i + 1 < columns.length; i += 2) {
    const a = columns[i]!;
    const b = columns[i + 1]!;
    addTwoColumns(x.codes, a * x.rows, b * x.rows, rows, n, grad, hess, weight, out, offset[a]!, offset[b]!);
  }
  if (i < columns.length) {
    const a = columns[i]!;
    addColumn(x.codes, a * x.rows, rows, n, grad, hess, weight, out, offset[a]!);
  }
}

/**
 * Add each row's gradient, Hessian and weight to the bin that its value falls in.
 *
 * codes [..]       bins of the column from index `from`; 0 is missing and has a bin of its own
 * rows [n]         rows of this leaf
 * grad, hess, weight [n]  in the order of `rows`
 * out [SUMS * ..]  sums interleaved, from bin `at`; added to, never cleared
 *
 * O(n), allocates nothing. Histogram trick: Ke et al. 2017 (LightGBM), algorithm 1.
 */
function addColumn(
  codes: Uint8Array,
  from: number,
  rows: Int32Array,
  n: number,
  grad: Float64Array,
  hess: Float64Array,
  weight: Float64Array,
  out: Float64Array,
  at: number,
): void {
  for (let i = 0; i < n; i++) {
    const k = (at + codes[from + rows[i]!]!) * SUMS;
    out[k] = out[k]! + grad[i]!;
    out[k + 1] = out[k + 1]! + hess[i]!;
    out[k + 2] = out[k + 2]! + weight[i]!;
  }
}

/** `addColumn` for two columns in one pass over the rows. */
function addTwoColumns(
  codes: Uint8Array,
  fromA: number,
  fromB: number,
  rows: Int32Array,
  n: number,
  grad: Float64Array,
  hess: Float64Array,
  weight: Float64Array,
  out: Float64Array,
  atA: number,
  atB: number,
): void {
  for (let i = 0; i < n; i++) {
    const row = rows[i]!;
    const a = (atA + codes[fromA + row]!) * SUMS;
    const b = (atB + codes[fromB + row]!) * SUMS;
    const g = grad[i]!;
    const h = hess[i]!;
    const w = weight[i]!;
    out[a] = out[a]! + g;
    out[b] = out[b]! + g;
    out[a + 1] = out[a + 1]! + h;
    out[b + 1] = out[b + 1]! + h;
    out[a + 2] = out[a + 2]! + w;
    out[b + 2] = out[b + 2]! + w;
  }
}

/** parent - sibling, in place of the parent: the histogram of the other child at the cost of its bins, not its rows. */
export function subtractHistogram(parent: Float64Array, sibling: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] = parent[i]! - sibling[i]!;
}
