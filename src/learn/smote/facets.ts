import type { MatrixColumn } from '../../contracts/model.ts';
import type { Matrix } from '../../table/matrix.ts';

/** The columns of a matrix by what may be done to them. */
export interface Facets {
  /** Columns of amounts, between whose values there are others. */
  readonly amounts: readonly number[];
  /** Columns of values that stand for kinds, by the source they come from: they are only ever copied together. */
  readonly kinds: readonly (readonly number[])[];
}

/**
 * Tell amounts from kinds: codes of categories, and columns of at most two different values (the 0 and 1 of one-hot
 * encoding, scaled or not), are kinds; those that come from one column belong together. O(rows x cols) at most.
 */
export function facetsOf(x: Matrix, columns: readonly MatrixColumn[]): Facets {
  const amounts: number[] = [];
  const kinds = new Map<string, number[]>();
  columns.forEach(({ source, cardinality }, c) => {
    if (cardinality === undefined && hasThreeValues(x.data.subarray(c * x.rows, (c + 1) * x.rows)))
      amounts.push(c);
    else kinds.set(source, [...(kinds.get(source) ?? []), c]);
  });
  return { amounts, kinds: [...kinds.values()] };
}

function hasThreeValues(values: Float64Array): boolean {
  let first = Number.NaN;
  let second = Number.NaN;
  for (const value of values) {
    if (Number.isNaN(value) || value === first || value === second) continue;
    if (Number.isNaN(first)) first = value;
    else if (Number.isNaN(second)) second = value;
    else return true;
  }
  return false;
}
