import type { MatrixColumn } from '../../../contracts/model.ts';
import type { Matrix } from '../../../table/matrix.ts';
import { momentsOf } from '../../linear/standardize.ts';

/** Deviations from the mean within which values are held: one that is out of all proportion must not drown a row. */
const FARTHEST = 5;

/** Which column of a matrix goes where in a network. */
export type TableColumns = {
  /** Columns of amounts. */
  readonly numbers: readonly number[];
  /** Of those, the ones with gaps in training rows: for each a second number says whether the value is missing. */
  readonly gaps: readonly number[];
  /** Columns of category codes, and how many categories each has; the code after the last stands for unknown. */
  readonly codes: readonly number[];
  readonly cardinalities: readonly number[];
};

/** How amounts are standardised: (value - mean) x scale. [numbers] each; scale 0 = the column does not vary. */
export interface TableScale {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/** Learn both from training rows. weights [rows]. O(rows x cols). */
export function learnColumns(
  x: Matrix,
  columns: readonly MatrixColumn[],
  weights: Float64Array | null,
): { readonly columns: TableColumns; readonly scale: TableScale } {
  const numbers: number[] = [];
  const gaps: number[] = [];
  const codes: number[] = [];
  columns.forEach(({ cardinality }, c) => {
    (cardinality === undefined ? numbers : codes).push(c);
  });
  const mean = new Float64Array(numbers.length);
  const scale = new Float64Array(numbers.length);
  numbers.forEach((c, i) => {
    const values = x.data.subarray(c * x.rows, (c + 1) * x.rows);
    const present = values.filter((v) => !Number.isNaN(v));
    // A column that is always missing tells nothing, not even by that.
    if (present.length > 0 && present.length < values.length) gaps.push(c);
    const ofPresent = weights?.filter((_, r) => !Number.isNaN(values[r]!));
    const moments = momentsOf(present, ofPresent ?? new Float64Array(present.length).fill(1));
    mean[i] = moments.mean;
    scale[i] = moments.deviation > 0 ? 1 / moments.deviation : 0;
  });
  const cardinalities = codes.map((c) => columns[c]!.cardinality!);
  return { columns: { numbers, gaps, codes, cardinalities }, scale: { mean, scale } };
}

/** Numbers that a network sees of a row. */
export const numbersWidth = ({ numbers, gaps }: TableColumns): number => numbers.length + gaps.length;

/**
 * Write `count` rows of the matrix, from row `from` on, as a network takes them.
 *
 * numbers [count x width]: standardised, 0 where missing, then 1 for each gap. codes [count x codes]: unknown where the
 * code is missing or none of training. Allocates nothing.
 */
export function writeRows(
  { numbers: amounts, gaps, codes: categories, cardinalities }: TableColumns,
  { mean, scale }: TableScale,
  x: Matrix,
  from: number,
  count: number,
  numbers: Float32Array,
  codes: Int32Array,
): void {
  const width = amounts.length + gaps.length;
  for (let i = 0; i < amounts.length; i++) {
    const column = amounts[i]! * x.rows + from;
    for (let r = 0; r < count; r++) {
      const v = (x.data[column + r]! - mean[i]!) * scale[i]!;
      numbers[r * width + i] = Number.isNaN(v) ? 0 : Math.max(-FARTHEST, Math.min(FARTHEST, v));
    }
  }
  for (let i = 0; i < gaps.length; i++) {
    const column = gaps[i]! * x.rows + from;
    for (let r = 0; r < count; r++)
      numbers[r * width + amounts.length + i] = Number.isNaN(x.data[column + r]!) ? 1 : 0;
  }
  for (let i = 0; i < categories.length; i++) {
    const column = categories[i]! * x.rows + from;
    const unknown = cardinalities[i]!;
    for (let r = 0; r < count; r++) {
      const code = x.data[column + r]!;
      codes[r * categories.length + i] = code >= 0 && code < unknown ? code : unknown;
    }
  }
}

/** The rows of the matrix at `rows`, as a network takes them. O(rows x cols). */
export function writtenRows(
  columns: TableColumns,
  scale: TableScale,
  x: Matrix,
  rows: Int32Array,
): { readonly rows: number; readonly numbers: Float32Array; readonly codes: Int32Array } {
  const [width, codeColumns] = [numbersWidth(columns), columns.codes.length];
  const numbers = new Float32Array(rows.length * width);
  const codes = new Int32Array(rows.length * codeColumns);
  // Rows that follow each other are written together.
  for (let from = 0, to = 1; from < rows.length; from = to++) {
    while (to < rows.length && rows[to] === rows[to - 1]! + 1) to++;
    const [into, intoCodes] = [numbers.subarray(from * width), codes.subarray(from * codeColumns)];
    writeRows(columns, scale, x, rows[from]!, to - from, into, intoCodes);
  }
  return { rows: rows.length, numbers, codes };
}
