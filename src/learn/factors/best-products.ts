import type { Kernels } from '../../contracts/kernels.ts';
import { rowProducts } from '../../kernels/row-products.ts';
import { select } from '../../kernels/select.ts';
import { type Best, topKOf } from '../../kernels/top-k.ts';

/** Rows in the first call of the kernel, when there is no bar yet; then as many as there were before, and at most so many. */
const FIRST_ROWS = 1024;
const ROWS_A_CALL = 2 ** 14;
/** Where so large a part of the rows is asked for, looking at all in full is as quick. */
const LEAST_ROWS_FOR_ONE = 16;

export interface BestProducts {
  /** Of the rows whose place in `excluded` is 0 those with the largest products; answers false where it cannot tell. */
  find(vector: Float32Array, excluded: Uint8Array, best: Best): boolean;
  /** [rows] their lengths. */
  readonly lengths: Float32Array;
}

/**
 * The rows of a table with the largest products with a vector: the same rows and products that looking at all in full
 * gives, to the last bit, from a quarter of the memory.
 *
 * Rows are kept in bytes, each with a scale of its own and with how far bytes may lead astray (Cauchy and Schwarz: the
 * length of what they leave out, times that of the vector). A row is looked at in full only where it may reach the bar,
 * the k-th largest of what rows have at least. O(rows x size) bytes; then k rows and some more in full.
 *
 * table [rows x size], of the kernels, size a multiple of 4; it must stay as it is. `find` answers false for a
 * vector of zeros, or not finite, and where a large part of the rows is asked for.
 */
export function openBestProducts(table: Float32Array, size: number, kernels: Kernels): BestProducts {
  const count = table.length / size;
  const { wide, bytes, scale, slack, length: lengths } = coarse(table, size, kernels);
  const point = kernels.i16(wide);
  const [found, upper, several] = [kernels.i32(ROWS_A_CALL), kernels.f32(ROWS_A_CALL), kernels.i32(1)];
  const products = new Float32Array(count);
  const row = new Int32Array(count);
  const most = new Float32Array(count);
  const least = new Float64Array(count);

  /** Write the rows that may be among the k best; answers how many there are. */
  const gather = (reach: number, excluded: Uint8Array, k: number): number => {
    let near = 0;
    let bar = -Infinity;
    for (let from = 0, to = 0; to < count; from = to) {
      to = Math.min(count, from + Math.min(Math.max(from, FIRST_ROWS), ROWS_A_CALL));
      kernels.call.rowsAbove(
        ...([point, wide, bytes, from, to, scale, slack, reach, bar, found, upper, several] as const),
      );
      const met = several[0]!;
      for (let i = 0; i < met; i++) {
        if (excluded[found[i]!] !== 0) continue;
        row[near] = found[i]!;
        most[near++] = upper[i]!;
      }
      if (near < k) continue;
      for (let i = 0; i < near; i++) least[i] = most[i]! - 2 * slack[row[i]!]! * reach;
      bar = Math.max(bar, select(least, near, near - k));
      let kept = 0;
      for (let i = 0; i < near; i++)
        if (most[i]! >= bar) {
          row[kept] = row[i]!;
          most[kept++] = most[i]!;
        }
      near = kept;
    }
    return near;
  };

  return {
    lengths,
    find(vector, excluded, best) {
      const k = best.item.length;
      if (k === 0 || count < LEAST_ROWS_FOR_ONE * k) return false;
      const step = roundInto(point, vector, size);
      if (!(step > 0 && step < Infinity)) return false;
      const kept = gather(lengthOf(vector, size) / step, excluded, k);
      for (let i = 0; i < kept; i++) {
        rowProducts(vector, size, table, row[i]!, row[i]! + 1, products);
        most[i] = products[row[i]!]!;
      }
      topKOf(row, most, kept, excluded, best);
      return true;
    },
  };
}

/** Rounding of a number in single precision, as a share of it. */
const ROUNDING = 2 ** -24;

/** The largest whole number in a point of so many places: sums of products with bytes stay below 2^31. */
const mostOfPoint = (size: number): number => Math.min(2 ** 15 - 1, Math.floor(2 ** 31 / (128 * size)));

function lengthOf(vector: Float32Array, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += vector[j]! ** 2;
  return Math.sqrt(sum);
}

/** The vector in whole steps; answers the length of one. 0 where all are zero. */
function roundInto(point: Int16Array, vector: Float32Array, size: number): number {
  let largest = 0;
  for (let j = 0; j < size; j++) largest = Math.max(largest, Math.abs(vector[j]!));
  const step = largest / mostOfPoint(point.length);
  if (step > 0) for (let j = 0; j < size; j++) point[j] = Math.round(vector[j]! / step);
  return step;
}

interface CoarseRows {
  /** Bytes of a row: `size` and zeros, to a multiple of 16. */
  readonly wide: number;
  /** [rows x wide] */
  readonly bytes: Int8Array;
  /** [rows] what one is worth. */
  readonly scale: Float32Array;
  /** [rows] of the row itself. */
  readonly length: Float32Array;
  /** [rows] a product found by bytes is off by no more than this times the length of the vector. */
  readonly slack: Float32Array;
}

function coarse(table: Float32Array, size: number, kernels: Kernels): CoarseRows {
  const count = table.length / size;
  const wide = 16 * Math.ceil(size / 16);
  const bytes = kernels.i8(count * wide);
  const [scale, slack, length] = [kernels.f32(count), kernels.f32(count), kernels.f32(count)];
  kernels.call.coarseRows(table, size, 0, count, bytes, wide, scale, slack, length);
  // What the product in full rounds, what the steps of the point round, and what adding both up does.
  const rounded = (size + 16) * ROUNDING + Math.sqrt(size) / mostOfPoint(wide);
  for (let r = 0; r < count; r++) slack[r] = (slack[r]! + rounded * length[r]!) * (1 + 8 * ROUNDING);
  return { wide, bytes, scale, slack, length };
}
