import type { Kernels } from '../../contracts/kernels.ts';
import { ROW_FACTS } from '../../kernels/assign-rows.ts';
import type { Matrix } from '../../table/matrix.ts';

/** Rows [from, to). */
export interface RowPart {
  readonly from: number;
  readonly to: number;
}

/**
 * Rows as the kernels of clustering take them: row after row, about the mean of each column, in a unit that brings the
 * largest to about 1. Products keep their digits so, and no square runs over.
 */
export interface CentredRows {
  readonly rows: number;
  readonly cols: number;
  /** [rows x cols] */
  readonly x: Float64Array;
  /** [rows x ROW_FACTS] see kernels/assign-rows.ts */
  readonly facts: Float64Array;
  /** Stretches of rows that may be worked on side by side; they follow from the number of rows alone. */
  readonly parts: readonly RowPart[];
  /** [cols] what was taken off each column. */
  readonly mean: Float64Array;
  /** A power of two: a value is x * unit + mean. */
  readonly unit: number;
  /** Mean of the columns' variances, in these units. */
  readonly variance: number;
}

const PART = 16_384;
const MOST_PARTS = 32;

/** As few parts as keep the sums of all of them small. */
export const partsOf = (rows: number): RowPart[] => {
  const parts = Math.max(1, Math.min(MOST_PARTS, Math.ceil(rows / PART)));
  const edge = (p: number): number => Math.floor((p * rows) / parts);
  return Array.from({ length: parts }, (_, p) => ({ from: edge(p), to: edge(p + 1) }));
};

/** Lay rows out in the memory of the kernels. weights [rows] or null = all 1. O(rows x cols). */
export function centredRows(matrix: Matrix, weights: Float64Array | null, kernels: Kernels): CentredRows {
  const { rows, cols, data } = matrix;
  const mean = Float64Array.from({ length: cols }, (_, c) => {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += data[c * rows + r]! / rows;
    return sum;
  });
  let largest = 0;
  for (let c = 0; c < cols; c++)
    for (let r = 0; r < rows; r++) largest = Math.max(largest, Math.abs(data[c * rows + r]! - mean[c]!));
  const unit = largest > 0 ? 2 ** Math.ceil(Math.log2(largest)) : 1;
  const x = kernels.f64(rows * cols);
  const facts = kernels.f64(rows * ROW_FACTS);
  // A block of rows at a time, so that what is written is still at hand for the next column.
  for (let from = 0; from < rows; from += 256)
    for (let c = 0; c < cols; c++)
      for (let r = from; r < Math.min(rows, from + 256); r++)
        x[r * cols + c] = (data[c * rows + r]! - mean[c]!) / unit;
  let total = 0;
  for (let r = 0; r < rows; r++) {
    let square = 0;
    for (let p = r * cols; p < (r + 1) * cols; p++) square += x[p]! * x[p]!;
    total += square;
    facts[r * ROW_FACTS] = square;
    facts[r * ROW_FACTS + 1] = weights === null ? 1 : weights[r]!;
  }
  return { rows, cols, x, facts, parts: partsOf(rows), mean, unit, variance: total / (rows * cols || 1) };
}

/** Points [n x cols] in the units of the rows, as values of the columns. */
export const valuesOf = (points: Float64Array, { cols, mean, unit }: CentredRows): Float64Array =>
  points.map((v, i) => v * unit + mean[i % cols]!);

/** Points [n x cols] given as values of the columns, in the units of the rows. */
export const pointsOf = (values: Float64Array, { cols, mean, unit }: CentredRows): Float64Array =>
  values.map((v, i) => (v - mean[i % cols]!) / unit);
