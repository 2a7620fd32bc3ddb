import type { Matrix } from '../../table/matrix.ts';
import { denseColumns } from './column-sums.ts';
import type { DesignMatrix } from './design-matrix.ts';

/** Category columns, each standing for as many columns of 0 and 1 as it has codes. */
export interface Codes {
  readonly rows: number;
  /** [columns x rows] column after column; each in 0 .. sizes[column] - 1. */
  readonly codes: Int32Array;
  /** [columns] */
  readonly sizes: Int32Array;
}

/** Rows of a block: the weights of one column stay in the first-level cache while so many codes go by. */
const BLOCK = 4096;

/**
 * Numbers, and after them a column of 0 and 1 for every code: what is 0 costs nothing.
 *
 * A pass reads the codes column after column rather than row after row, so that it looks up among the weights of one column
 * at a time: those fit a cache that the weights of all do not. O(rows x category columns), however many codes there are.
 */
export function codedColumns(numbers: Matrix, { codes, sizes, rows }: Codes): DesignMatrix {
  const dense = denseColumns(numbers);
  const first = new Int32Array(sizes.length);
  let cols = numbers.cols;
  sizes.forEach((size, c) => {
    first[c] = cols;
    cols += size;
  });
  return {
    rows,
    cols,
    block: BLOCK,
    addTo(from, count, weights, offset, sums) {
      dense.addTo(from, count, weights, offset, sums);
      eachPair(first, (c, d) => {
        if (d < 0) addOne(codes, c * rows + from, count, weights, offset + first[c]!, sums);
        else
          addTwo(
            codes,
            c * rows + from,
            d * rows + from,
            count,
            weights,
            offset + first[c]!,
            offset + first[d]!,
            sums,
          );
      });
    },
    dotInto(from, count, v, out, offset) {
      dense.dotInto(from, count, v, out, offset);
      eachPair(first, (c, d) => {
        if (d < 0) spreadOne(codes, c * rows + from, count, v, out, offset + first[c]!);
        else
          spreadTwo(
            codes,
            c * rows + from,
            d * rows + from,
            count,
            v,
            out,
            offset + first[c]!,
            offset + first[d]!,
          );
      });
    },
  };
}

/** Columns two by two, which spares half of the passes over the sums; the last may be alone (-1). */
function eachPair(columns: Int32Array, use: (c: number, d: number) => void): void {
  for (let c = 0; c < columns.length; c += 2) use(c, c + 1 < columns.length ? c + 1 : -1);
}

function addOne(
  codes: Int32Array,
  at: number,
  count: number,
  weights: Float64Array,
  first: number,
  sums: Float64Array,
): void {
  for (let i = 0; i < count; i++) sums[i]! += weights[first + codes[at + i]!]!;
}

function addTwo(
  codes: Int32Array,
  at: number,
  other: number,
  count: number,
  weights: Float64Array,
  first: number,
  second: number,
  sums: Float64Array,
): void {
  for (let i = 0; i < count; i++)
    sums[i]! += weights[first + codes[at + i]!]! + weights[second + codes[other + i]!]!;
}

function spreadOne(
  codes: Int32Array,
  at: number,
  count: number,
  v: Float64Array,
  out: Float64Array,
  first: number,
): void {
  for (let i = 0; i < count; i++) out[first + codes[at + i]!]! += v[i]!;
}

function spreadTwo(
  codes: Int32Array,
  at: number,
  other: number,
  count: number,
  v: Float64Array,
  out: Float64Array,
  first: number,
  second: number,
): void {
  for (let i = 0; i < count; i++) {
    const value = v[i]!;
    out[first + codes[at + i]!]! += value;
    out[second + codes[other + i]!]! += value;
  }
}
