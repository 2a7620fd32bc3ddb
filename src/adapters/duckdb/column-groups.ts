import { quantile, sortedPresent } from '../../kernels/quantile.ts';
import { type Column, MISSING } from '../../table/column.ts';

/** Rows sorted into few groups by the value of one column; group 0 is the missing ones. */
export interface Groups {
  /** [rows] group of each row. */
  readonly of: Int32Array;
  /** Name of each group, for a plot. */
  readonly labels: readonly string[];
}

/**
 * The groups of a column: a category's values, equal shares of a number's, and of text whether it is there.
 *
 * shares: how many groups numbers are cut into at most. O(rows log rows).
 */
export function groupsOf(column: Column, shares: number): Groups {
  if (column.form === 'category')
    return {
      of: column.codes.map((code) => (code === MISSING ? 0 : code + 1)),
      labels: ['missing', ...column.dictionary, 'unseen'],
    };
  if (column.form === 'text')
    return {
      of: Int32Array.from(column.values, (value) => (value === null ? 0 : 1)),
      labels: ['missing', 'present'],
    };
  return numberGroups(column.values, shares);
}

function numberGroups(values: Float64Array, shares: number): Groups {
  const sorted = sortedPresent(values);
  const edges: number[] = [];
  for (let i = 1; i < shares; i++) {
    const edge = quantile(sorted, i / shares);
    if (edge > (edges.at(-1) ?? sorted[0] ?? Number.POSITIVE_INFINITY)) edges.push(edge);
  }
  const of = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++)
    of[i] = Number.isNaN(values[i]!) ? 0 : 1 + edgesUpTo(edges, values[i]!);
  const shown = (x: number): string => String(+x.toPrecision(4));
  const ends = [sorted[0] ?? 0, ...edges, sorted.at(-1) ?? 0];
  const labels = ends
    .slice(1)
    .map((to, i) => (ends[i] === to ? shown(to) : `${shown(ends[i]!)} to ${shown(to)}`));
  return { of, labels: ['missing', ...labels] };
}

/** How many of the ascending edges are at most `value`. */
function edgesUpTo(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
