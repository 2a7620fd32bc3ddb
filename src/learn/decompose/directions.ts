import type { Matrix } from '../../table/matrix.ts';

/**
 * Directions in which a table varies most, the foremost first.
 *
 * centre [cols] what is taken off each column before; directions [components x cols] of length 1, at right angles, the
 * largest part of each positive; variances [components] of the rows along each; share of all variance that they hold.
 */
export interface Directions {
  readonly centre: Float64Array;
  readonly directions: Float64Array;
  readonly variances: Float64Array;
  readonly singular: Float64Array;
  readonly share: number;
}

/** out [rows x components] column after column: how far each row lies along each direction. O(rows cols components). */
export function project(
  { centre, directions }: Pick<Directions, 'centre' | 'directions'>,
  { rows, cols, data }: Matrix,
  out: Matrix,
): void {
  out.data.fill(0);
  for (let d = 0; d < out.cols; d++)
    for (let c = 0; c < cols; c++) {
      const along = directions[d * cols + c]!;
      const middle = centre[c]!;
      for (let r = 0; r < rows; r++) out.data[d * rows + r]! += along * (data[c * rows + r]! - middle);
    }
}
