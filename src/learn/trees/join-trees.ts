import type { Forest } from './forest.ts';

/** One tree laid out alone, and what its nodes say: value [outputs * nodes]. */
export interface LaidTree {
  readonly forest: Forest;
  readonly value: Float64Array;
}

/**
 * A forest of the trees side by side, the mean of what they say: a tree of several outputs stands once for each of them.
 *
 * base [outputs] is added. Trees are laid out one by one while they are grown, because a grown tree takes many times the
 * memory. O(nodes x outputs).
 */
export function joinTrees(trees: readonly LaidTree[], base: Float64Array): Forest {
  const outputs = base.length;
  const one = trees[0]!.forest;
  let nodes = 0;
  let words = 0;
  for (const { forest } of trees) {
    nodes += outputs * forest.arrays.left.length;
    words += forest.arrays.sets.length;
  }
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
    gain: new Float64Array(one.arrays.gain.length),
    cardinality: one.arrays.cardinality,
  };
  let at = 0;
  let word = 0;
  let tree = 0;
  for (const { forest, value } of trees) {
    const part = forest.arrays;
    const n = part.left.length;
    const stride = value.length / outputs;
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
        if (isLeaf) arrays.value[at + i] = value[k * stride + i]! / trees.length;
      }
    }
    arrays.sets.set(part.sets, word);
    word += part.sets.length;
    part.gain.forEach((gain, c) => {
      arrays.gain[c] = arrays.gain[c]! + gain;
    });
  }
  arrays.root[tree] = at;
  return { facts: one.facts, arrays };
}
