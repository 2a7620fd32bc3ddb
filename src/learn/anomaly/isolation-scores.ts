import type { Scorer } from '../../contracts/model.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { IsolationForest } from './isolation-forest.ts';

/**
 * How far rows stand apart, in 0..1: 2 ^ -(mean path / usual path). About 0.5 for a row like all others, towards 1 for
 * one that is soon alone. O(rows trees log sampleRows).
 */
export function openIsolation({ facts: { usualPath }, arrays }: IsolationForest): Scorer {
  const { roots } = arrays;
  return (x, out) => {
    for (let row = 0; row < x.rows; row++) {
      let sum = 0;
      for (let t = 0; t < roots.length; t++) sum += pathOf(arrays, roots[t]!, x, row);
      // Among rows of which one is all there is no path; none stands apart.
      out[row] = usualPath > 0 ? 2 ** (-sum / roots.length / usualPath) : 0.5;
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
