import type { Forest } from './forest.ts';
import type { MeanTree } from './mean-tree-layout.ts';

/**
 * A forest of the trees side by side, the mean of what they say: a tree of several outputs stands once for each of them.
 *
 * base [outputs] is added; cardinality [cols]: see forest.ts. O(nodes x outputs).
 */
export function joinTrees(
  facts: Forest['facts'],
  trees: readonly MeanTree[],
  base: Float64Array,
  cardinality: Int32Array,
): Forest {
  const outputs = base.length;
  const nodes = trees.reduce((sum, { left }) => sum + outputs * left.length, 0);
  const words = trees.reduce((sum, { sets }) => sum + sets.length, 0);
  const arrays = {
    base,
    root: new Int32Array(trees.length * outputs + 1),
    left: new Int32Array(nodes),
    column: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    set: new Int32Array(nodes),
    sets: new Uint32Array(words),
    missingLeft: new Uint8Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
    gain: new Float64Array(cardinality.length),
    cardinality,
  };
  let at = 0;
  let word = 0;
  let tree = 0;
  for (const part of trees) {
    const n = part.left.length;
    for (let k = 0; k < outputs; k++, at += n) {
      arrays.root[tree++] = at;
      arrays.column.set(part.column, at);
      arrays.threshold.set(part.threshold, at);
      arrays.missingLeft.set(part.missingLeft, at);
      arrays.cover.set(part.cover, at);
      for (let i = 0; i < n; i++) {
        const isLeaf = part.left[i] === 0;
        arrays.left[at + i] = isLeaf ? 0 : at + part.left[i]!;
        arrays.set[at + i] = part.set[i]! < 0 ? -1 : word + part.set[i]!;
        if (isLeaf) arrays.value[at + i] = part.value[k * n + i]! / trees.length;
      }
    }
    arrays.sets.set(part.sets, word);
    word += part.sets.length;
    part.gain.forEach((gain, c) => {
      arrays.gain[c] = arrays.gain[c]! + gain;
    });
  }
  arrays.root[tree] = at;
  return { facts, arrays };
}
