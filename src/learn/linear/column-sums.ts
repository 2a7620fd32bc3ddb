import type { Matrix } from '../../table/matrix.ts';
import type { DesignMatrix } from './design-matrix.ts';

/**
 * The two passes over a block of rows that every linear fit is made of, four columns at a time: the block's sums stay in
 * cache and each of their loads serves four columns; of the dot products four chains of additions run side by side.
 */

/** Rows whose sums, with eight columns beside them, stay in the first-level cache. */
const BLOCK = 512;

/** A dense matrix as the columns of a linear fit. */
export const denseColumns = ({ rows, cols, data }: Matrix): DesignMatrix => ({
  rows,
  cols,
  block: BLOCK,
  addTo: (from, count, weights, first, sums) =>
    addColumns(data, rows, cols, from, count, weights, first, sums),
  dotInto: (from, count, v, out, first) => dotColumns(data, rows, cols, from, count, v, out, first),
});

/**
 * Add weight x value of every column to each row's sum.
 *
 * x       [rows x cols] column after column; the block is rows from .. from + count
 * weights [cols] from `first` on
 * sums    [count] added to
 */
function addColumns(
  x: Float64Array,
  rows: number,
  cols: number,
  from: number,
  count: number,
  weights: Float64Array,
  first: number,
  sums: Float64Array,
): void {
  let c = 0;
  for (; c + 4 <= cols; c += 4) {
    const a = c * rows + from;
    const b = a + rows;
    const d = b + rows;
    const e = d + rows;
    const wa = weights[first + c]!;
    const wb = weights[first + c + 1]!;
    const wd = weights[first + c + 2]!;
    const we = weights[first + c + 3]!;
    for (let i = 0; i < count; i++)
      sums[i]! += wa * x[a + i]! + wb * x[b + i]! + (wd * x[d + i]! + we * x[e + i]!);
  }
  for (; c < cols; c++) {
    const a = c * rows + from;
    const w = weights[first + c]!;
    for (let i = 0; i < count; i++) sums[i]! += w * x[a + i]!;
  }
}

/**
 * Add to out[first + c] the dot product of column c with v, over the block.
 *
 * v [count]; the rest as for `addColumns`.
 */
function dotColumns(
  x: Float64Array,
  rows: number,
  cols: number,
  from: number,
  count: number,
  v: Float64Array,
  out: Float64Array,
  first: number,
): void {
  let c = 0;
  for (; c + 4 <= cols; c += 4) {
    const a = c * rows + from;
    const b = a + rows;
    const d = b + rows;
    const e = d + rows;
    let sa = 0;
    let sb = 0;
    let sd = 0;
    let se = 0;
    for (let i = 0; i < count; i++) {
      const r = v[i]!;
      sa += r * x[a + i]!;
      sb += r * x[b + i]!;
      sd += r * x[d + i]!;
      se += r * x[e + i]!;
    }
    out[first + c]! += sa;
    out[first + c + 1]! += sb;
    out[first + c + 2]! += sd;
    out[first + c + 3]! += se;
  }
  for (; c < cols; c++) {
    const a = c * rows + from;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += v[i]! * x[a + i]!;
    out[first + c]! += sum;
  }
}
