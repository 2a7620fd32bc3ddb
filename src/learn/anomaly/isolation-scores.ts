import { plainKernels } from '../../contracts/kernels.ts';
import type { Scorer } from '../../contracts/model.ts';
import { openForest } from '../trees/score.ts';
import type { IsolationForest } from './isolation-forest.ts';

/**
 * How far rows stand apart, in 0..1: 2 ^ -(mean path / usual path). About 0.5 for a row like all others, towards 1 for
 * one that is soon alone. O(rows trees log sampleRows).
 */
export function openIsolation(forest: IsolationForest, kernels = plainKernels): Scorer {
  const { usualPath } = forest.facts;
  const trees = forest.arrays.roots.length;
  const paths = openForest(asForest(forest), kernels);
  return (x, out) => {
    paths(x, out);
    // Among rows of which one is all there is no path; none stands apart.
    for (let row = 0; row < x.rows; row++)
      out[row] = usualPath > 0 ? 2 ** (-out[row]! / trees / usualPath) : 0.5;
  };
}

/** The same trees as those of a forest are, whose children stand side by side: it adds up paths. */
function asForest({ arrays: { roots, column, cut, right, missingLeft, path } }: IsolationForest) {
  const nodes = column.length;
  const columns = column.reduce((most, c) => Math.max(most, c), -1) + 1;
  const arrays = {
    base: new Float64Array(1),
    root: new Int32Array(roots.length + 1),
    left: new Int32Array(nodes),
    column: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    set: new Int32Array(nodes).fill(-1),
    sets: new Uint32Array(0),
    missingLeft: new Uint8Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
    gain: new Float64Array(columns),
    cardinality: new Int32Array(columns),
  };
  let made = 0;
  roots.forEach((root, t) => {
    arrays.root[t] = made;
    // Where nodes of this tree stood, in the order in which they stand now.
    const from = [root];
    for (let i = 0; i < from.length; i++) {
      const [old, node] = [from[i]!, arrays.root[t]! + i];
      if (column[old]! < 0) {
        arrays.value[node] = path[old]!;
        continue;
      }
      arrays.left[node] = arrays.root[t]! + from.length;
      arrays.column[node] = column[old]!;
      arrays.threshold[node] = cut[old]!;
      arrays.missingLeft[node] = missingLeft[old]!;
      from.push(old + 1, right[old]!);
    }
    made += from.length;
  });
  arrays.root[roots.length] = made;
  return { facts: { category: 'anomaly' as const }, arrays };
}
