import type { Matrix } from '../../table/matrix.ts';
import { shareOfValues, sparseFrom } from '../../table/sparse.ts';
import type { Units } from './change-units.ts';
import { denseColumns } from './column-sums.ts';
import type { DesignMatrix } from './design-matrix.ts';
import { sparseColumns } from './sparse-columns.ts';
import { type ColumnScale, inScale } from './standardize.ts';

/** Columns for the passes of a fit, and what is still to be taken off them; null = nothing. */
export interface ReadyColumns {
  readonly columns: DesignMatrix;
  readonly units: Units | null;
}

/** Means within so many deviations of 0 cost no digits if they are left in; nor do deviations within this factor of 1. */
const NEAR = 4;
/** With more zeros than this leaves, going from value to value costs less than going through all. */
const SPARSE = 1 / 8;

/**
 * The columns that vary, standardised, by the cheapest way to have them: without their zeros where most values are 0, as
 * those of words and of one-hot categories are; as they stand where a recipe has standardised them; else as a copy.
 */
export function readyColumns(x: Matrix, scale: ColumnScale): ReadyColumns {
  const { column, mean, deviation } = scale;
  const isCentred = column.every((c) => Math.abs(mean[c]!) <= NEAR * deviation[c]!);
  const units = { centre: pick(mean, column), unit: pick(deviation, column) };
  if (isCentred && shareOfValues(x) < SPARSE) return { columns: sparseColumns(sparseFrom(x, column)), units };
  const isNear = deviation.every((d) => d >= 1 / NEAR && d <= NEAR);
  if (isCentred && isNear) return { columns: denseColumns(x), units };
  return { columns: denseColumns(inScale(x, scale)), units: null };
}

const pick = (values: Float64Array, at: Int32Array): Float64Array => Float64Array.from(at, (i) => values[i]!);
