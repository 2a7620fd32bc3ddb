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
 * The groups of a column: the values of a category, and of a number that has at most `mostValues`; else equal shares of
 * the number; and of text whether it is there. O(rows log rows).
 */
export function groupsOf(column: Column, shares: number, mostValues = shares): Groups {
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
  return numberGroups(column.values, shares, mostValues);
}

function numberGroups(values: Float64Array, shares: number, mostValues: number): Groups {
  const sorted = sortedPresent(values);
  const each = eachValue(sorted, mostValues);
  const edges = each ?? equalShares(sorted, shares);
  const of = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++)
    of[i] = Number.isNaN(values[i]!) ? 0 : 1 + edgesUpTo(edges, values[i]!);
  const shown = (x: number): string => String(+x.toPrecision(4));
  const begins = [sorted[0] ?? 0, ...edges];
  const labels = begins.map((from, i) =>
    each ? shown(from) : `${shown(from)} to ${shown(begins[i + 1] ?? sorted.at(-1)!)}`,
  );
  return { of, labels: ['missing', ...labels] };
}

/** Every different value but the lowest; undefined when there are more than `most` of them. */
function eachValue(sorted: Float64Array, most: number): number[] | undefined {
  const edges: number[] = [];
  for (let i = 1; i < sorted.length && edges.length < most; i++)
    if (sorted[i] !== sorted[i - 1]) edges.push(sorted[i]!);
  return edges.length < most ? edges : undefined;
}

/** Values at which a new share of the rows begins; fewer than `shares - 1` where values repeat. */
function equalShares(sorted: Float64Array, shares: number): number[] {
  const edges: number[] = [];
  for (let i = 1; i < shares; i++) {
    const edge = quantile(sorted, i / shares);
    if (edge > (edges.at(-1) ?? sorted[0]!)) edges.push(edge);
  }
  return edges;
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
