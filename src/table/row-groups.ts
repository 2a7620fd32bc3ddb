import type { Column } from './column.ts';

/** Rows that share a value. */
export interface RowGroups {
  /** [rows] group 0.. in order of first appearance. */
  readonly group: Int32Array;
  /** [groups] rows in each. */
  readonly sizes: Int32Array;
}

/** Group the rows by value; rows without one are a group together, so that nothing that may belong together is parted. */
export function rowGroups(column: Column): RowGroups {
  const ids = new Map<number | string | null, number>();
  const sizes: number[] = [];
  const values = column.form === 'category' ? column.codes : column.values;
  const group = new Int32Array(values.length);
  for (let r = 0; r < values.length; r++) {
    // A Map holds NaN equal to itself, and 0 to -0.
    const value = values[r]!;
    let id = ids.get(value);
    if (id === undefined) {
      id = sizes.length;
      ids.set(value, id);
      sizes.push(0);
    }
    group[r] = id;
    sizes[id]!++;
  }
  return { group, sizes: Int32Array.from(sizes) };
}
