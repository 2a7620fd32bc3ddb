import type { Scorer } from '../../contracts/model.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { IsolationForest } from './isolation-forest.ts';

const BLOCK = 512;

/**
 * How far rows stand apart, in 0..1: 2 ^ -(mean path / usual path). About 0.5 for a row like all others, towards 1 for
 * one that is soon alone. O(rows trees log sampleRows).
 */
export function openIsolation({ facts: { usualPath }, arrays }: IsolationForest): Scorer {
  const { roots } = arrays;
  return (x, out) => {
    // A tree at a time over a block of rows: both stay in the cache.
    for (let from = 0; from < x.rows; from += BLOCK) {
      const to = Math.min(x.rows, from + BLOCK);
      out.fill(0, from, to);
      for (let t = 0; t < roots.length; t++)
        for (let row = from; row < to; row++) out[row]! += pathOf(arrays, roots[t]!, x, row);
      // Among rows of which one is all there is no path; none stands apart.
      for (let row = from; row < to; row++)
        out[row] = usualPath > 0 ? 2 ** (-out[row]! / roots.length / usualPath) : 0.5;
    }
  };
}

function pathOf(
  { column, cut, right, missingLeft, path }: IsolationForest['arrays'],
  root: number,
  { data, rows }: Matrix,
  row: number,
): number {
  let node = root;
  for (;;) {
    const asked = column[node]!;
    if (asked < 0) return path[node]!;
    const v = data[asked * rows + row]!;
    const left = Number.isNaN(v) ? missingLeft[node] === 1 : v <= cut[node]!;
    node = left ? node + 1 : right[node]!;
  }
}
