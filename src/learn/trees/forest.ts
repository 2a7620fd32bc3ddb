import type { MatrixColumn } from '../../contracts/model.ts';
import type { State } from '../../contracts/state.ts';
import type { Category } from '../../contracts/task.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { ColumnBins } from './bins.ts';
import type { GrownTree } from './grown-tree.ts';
import type { Link } from './losses/loss.ts';
import type { Cut } from './split.ts';

/**
 * A sum of trees as flat arrays. Tree t adds to output t % outputs; its nodes are root[t] .. root[t + 1] - 1.
 *
 * base        [outputs]    score of no tree at all
 * root        [trees + 1]  first node of each tree
 * left        [nodes]      left child, the right one follows it; 0 = a leaf
 * column      [nodes]      column that an inner node looks at
 * threshold   [nodes]      number split: value <= threshold goes left
 * set         [nodes]      category split: index of the first word of its set; -1 = number split
 * sets        [words]      bit `code` of a set: that category goes left; ceil(cardinality / 32) words a set
 * missingLeft [nodes]      1: a missing value (NaN, or a code out of range) goes left
 * value       [nodes]      what a leaf adds
 * cover       [nodes]      weight of the training rows that passed
 * gain        [cols]       sum of split gains by column
 * cardinality [cols]       categories of the column, 0 = number
 */
export interface Forest extends State {
  readonly facts: {
    readonly category: Category;
    /** How a score becomes the answer, where it is not usual for the category. */
    readonly link?: Link;
    /** Error on training rows, each judged by the trees that have not seen it: share told wrong, or RMSE. */
    readonly outOfBagError?: number;
    /** Of two classes: area under the ROC curve of the same answers. */
    readonly outOfBagAuc?: number;
  };
  readonly arrays: {
    readonly base: Float64Array;
    readonly root: Int32Array;
    readonly left: Int32Array;
    readonly column: Int32Array;
    readonly threshold: Float64Array;
    readonly set: Int32Array;
    readonly sets: Uint32Array;
    readonly missingLeft: Uint8Array;
    readonly value: Float64Array;
    readonly cover: Float64Array;
    readonly gain: Float64Array;
    readonly cardinality: Int32Array;
  };
}

/** Translate grown trees from bins to values. O(nodes x cardinality). */
export function layOutForest(
  facts: Forest['facts'],
  base: Float64Array,
  trees: readonly GrownTree[],
  bins: readonly ColumnBins[],
  columns: readonly MatrixColumn[],
): Forest {
  const root = new Int32Array(trees.length + 1);
  trees.forEach((tree, t) => {
    root[t + 1] = root[t]! + tree.nodes;
  });
  const nodes = root[trees.length]!;
  const arrays = {
    base,
    root,
    left: new Int32Array(nodes),
    column: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    set: new Int32Array(nodes).fill(-1),
    missingLeft: new Uint8Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
    gain: new Float64Array(columns.length),
    cardinality: Int32Array.from(columns, (c) => c.cardinality ?? 0),
  };
  const words: number[] = [];
  trees.forEach((tree, t) => {
    const first = root[t]!;
    for (let i = 0; i < tree.nodes; i++) {
      const node = first + i;
      const split = tree.splits[i]!;
      arrays.cover[node] = tree.cover[i]!;
      if (split === null) {
        arrays.value[node] = tree.value[i]!;
        continue;
      }
      const { column } = split;
      arrays.left[node] = first + tree.left[i]!;
      arrays.column[node] = column;
      arrays.missingLeft[node] = split.goesLeft[0]!;
      arrays.gain[column] = arrays.gain[column]! + split.gain;
      const b = bins[column]!;
      if (b.kind === 'number')
        arrays.threshold[node] = b.edges[split.lastLeft! - 1] ?? Number.POSITIVE_INFINITY;
      else {
        arrays.set[node] = words.length;
        words.push(...setWords(split, b.binOf));
      }
    }
  });
  return { facts, arrays: { ...arrays, sets: Uint32Array.from(words) } };
}

/** The codes that go left, as bits. */
function setWords(split: Cut, binOf: Uint8Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(binOf.length / 32));
  for (let code = 0; code < binOf.length; code++)
    if (split.goesLeft[binOf[code]!] === 1) words[code >>> 5] = words[code >>> 5]! | (1 << (code & 31));
  return words;
}

/** Where row `row` goes at inner node `node`. */
export function goesLeft(forest: Forest, rows: Matrix, row: number, node: number): boolean {
  const { column, threshold, set, sets, missingLeft, cardinality } = forest.arrays;
  const c = column[node]!;
  const v = rows.data[c * rows.rows + row]!;
  const isCategory = set[node]! >= 0;
  const isMissing = isCategory ? !(v >= 0 && v < cardinality[c]!) : Number.isNaN(v);
  if (isMissing) return missingLeft[node] === 1;
  if (!isCategory) return v <= threshold[node]!;
  return ((sets[set[node]! + (v >>> 5)]! >>> (v & 31)) & 1) === 1;
}

/** [outputs] mean raw score over training rows: every leaf's value by the share of rows that it covers. */
export function meanScores(forest: Forest): Float64Array {
  const { base, root, left, value, cover } = forest.arrays;
  const mean = base.slice();
  for (let t = 0; t < root.length - 1; t++) {
    const first = root[t]!;
    let sum = 0;
    for (let i = first; i < root[t + 1]!; i++)
      if (left[i] === 0) sum += value[i]! * (cover[i]! / cover[first]!);
    const k = t % base.length;
    mean[k] = mean[k]! + sum;
  }
  return mean;
}

/** Edges from a root to the deepest leaf. */
export function depthOf(forest: Forest): number {
  const { left } = forest.arrays;
  const depth = new Int32Array(left.length);
  let deepest = 0;
  for (let i = 0; i < left.length; i++) {
    const l = left[i]!;
    if (l === 0) continue;
    depth[l] = depth[l + 1] = depth[i]! + 1;
    deepest = Math.max(deepest, depth[l]!);
  }
  return deepest;
}
