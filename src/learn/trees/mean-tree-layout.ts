import { NODE, SET_WORDS, VALUE } from '../../kernels/tree-layout.ts';
import type { ColumnBins } from './bins.ts';
import type { Forest } from './forest.ts';

/** One tree as the arrays of a forest, and what its nodes say: value [outputs * nodes], output k of node i at k * nodes + i. */
export type MeanTree = Pick<
  Forest['arrays'],
  'left' | 'column' | 'threshold' | 'set' | 'sets' | 'missingLeft' | 'value' | 'cover' | 'gain'
>;

/** Translate a tree that the kernels grew from bins to values: see kernels/tree-layout.ts. O(nodes x (outputs + cardinality)). */
export function layOutMeans(
  count: number,
  nodes: Int32Array,
  values: Float64Array,
  sets: Int32Array,
  bins: readonly ColumnBins[],
  outputs: number,
): MeanTree {
  const tree = {
    left: new Int32Array(count),
    column: new Int32Array(count),
    threshold: new Float64Array(count),
    set: new Int32Array(count).fill(-1),
    missingLeft: new Uint8Array(count),
    value: new Float64Array(outputs * count),
    cover: new Float64Array(count),
    gain: new Float64Array(bins.length),
  };
  const words: number[] = [];
  for (let node = 0; node < count; node++) {
    const n = node * NODE.size;
    const v = node * (VALUE.says + outputs);
    tree.cover[node] = values[v + VALUE.cover]!;
    tree.left[node] = nodes[n + NODE.left]!;
    if (tree.left[node] === 0) {
      for (let k = 0; k < outputs; k++) tree.value[k * count + node] = values[v + VALUE.says + k]!;
      continue;
    }
    const column = nodes[n + NODE.column]!;
    tree.column[node] = column;
    tree.missingLeft[node] = nodes[n + NODE.missingLeft]!;
    tree.gain[column] = tree.gain[column]! + values[v + VALUE.gain]!;
    const of = bins[column]!;
    if (of.kind === 'number')
      tree.threshold[node] = of.edges[nodes[n + NODE.lastLeft]! - 1] ?? Number.POSITIVE_INFINITY;
    else {
      tree.set[node] = words.length;
      words.push(...codesLeft(of.binOf, sets.subarray(node * SET_WORDS, (node + 1) * SET_WORDS)));
    }
  }
  return { ...tree, sets: Uint32Array.from(words) };
}

/** The codes whose bins go left, as bits. */
function codesLeft(binOf: Uint8Array, set: Int32Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(binOf.length / 32));
  binOf.forEach((bin, code) => {
    if (((set[bin >>> 5]! >>> (bin & 31)) & 1) === 1) words[code >>> 5]! |= 1 << (code & 31);
  });
  return words;
}
