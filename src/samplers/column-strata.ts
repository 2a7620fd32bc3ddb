import { sortOrder } from '../kernels/sort-order.ts';
import type { Column } from '../table/column.ts';
import { rowGroups } from '../table/row-groups.ts';

/** [rows] the stratum of each row: its value; a column of more than `bins` numbers is cut into so many equal groups. */
export function columnStrata(column: Column, bins: number): ArrayLike<number> {
  const { group, sizes } = rowGroups(column);
  return column.form === 'number' && sizes.length > bins ? quantileBins(column.values, bins) : group;
}

/** [rows] equal groups by value, 0 the lowest; missing values are in the last. O(n). */
export function quantileBins(values: Float64Array, bins: number): Int32Array {
  const stratum = new Int32Array(values.length);
  sortOrder(values).forEach((row, rank) => {
    stratum[row] = Math.floor((rank * bins) / values.length);
  });
  return stratum;
}
