import type { Matrix } from '../../table/matrix.ts';
import type { Forest } from './forest.ts';
import { type CategorySets, layOutWalk, type Walk } from './walk-layout.ts';

/**
 * Open a forest: the function returned writes raw scores, out [rows x outputs], row after row.
 *
 * One row at a time walks all trees and adds their leaves in order, so that it scores the same alone and in any batch,
 * to the last bit. Allocates nothing. O(trees x depth + sets); bench/trees/run.ts times it.
 */
export function openForest(forest: Forest): (rows: Matrix, out: Float64Array) => void {
  const { base, cardinality } = forest.arrays;
  const walk = layOutWalk(forest);
  const outputs = base.length;
  const x = new Float64Array(walk.width).fill(Number.NaN);
  const leaf = new Float64Array(walk.root.length);
  return (rows, out) => {
    for (let r = 0; r < rows.rows; r++) {
      readRow(rows.data, r, rows.rows, cardinality, x);
      readSets(walk.sets, x, 2 * cardinality.length);
      walkTrees(walk, x, leaf);
      for (let k = 0; k < outputs; k++) out[r * outputs + k] = base[k]! + sumEvery(leaf, k, outputs);
    }
  };
}

/** Numbers and their negatives; a category as 1 + code, 0 = missing or out of range. */
function readRow(
  data: Float64Array,
  r: number,
  rows: number,
  cardinality: Int32Array,
  x: Float64Array,
): void {
  const cols = cardinality.length;
  for (let c = 0; c < cols; c++) {
    const v = data[c * rows + r]!;
    const codes = cardinality[c]!;
    if (codes === 0) {
      x[c] = v;
      x[cols + c] = -v;
    } else x[c] = v >= 0 && v < codes ? v + 1 : 0;
  }
}

/** For each set: 0 when the row is in it, 1 when it is not. */
function readSets({ column, first, words }: CategorySets, x: Float64Array, from: number): void {
  for (let j = 0; j < column.length; j++) {
    const code = x[column[j]!]!;
    x[from + j] = (words[first[j]! + (code >>> 5)]! >>> (code & 31)) & 1;
  }
}

/**
 * The leaf of every tree, leaf [trees].
 *
 * Four trees walk side by side without a branch: where a row goes is a coin toss to the processor's branch prediction,
 * and a chain of loads waits for memory where four chains overlap. A comparison is 0 or 1 without a jump only as `| 0`.
 */
function walkTrees(
  { child, feature, threshold, root, order, depth }: Walk,
  x: Float64Array,
  leaf: Float64Array,
): void {
  const trees = order.length;
  let i = 0;
  for (; i + 4 <= trees; i += 4) {
    const ta = order[i]!;
    const tb = order[i + 1]!;
    const tc = order[i + 2]!;
    const td = order[i + 3]!;
    let a = root[ta]!;
    let b = root[tb]!;
    let c = root[tc]!;
    let d = root[td]!;
    // Trees come by depth: the last of the four is the deepest, and a leaf stays where it is.
    for (let steps = depth[i + 3]!; steps > 0; steps--) {
      a = child[a]! + (bit(x[feature[a]!]! <= threshold[a]!) | 0);
      b = child[b]! + (bit(x[feature[b]!]! <= threshold[b]!) | 0);
      c = child[c]! + (bit(x[feature[c]!]! <= threshold[c]!) | 0);
      d = child[d]! + (bit(x[feature[d]!]! <= threshold[d]!) | 0);
    }
    leaf[ta] = threshold[a]!;
    leaf[tb] = threshold[b]!;
    leaf[tc] = threshold[c]!;
    leaf[td] = threshold[d]!;
  }
  for (; i < trees; i++) {
    let a = root[order[i]!]!;
    for (let steps = depth[i]!; steps > 0; steps--)
      a = child[a]! + (bit(x[feature[a]!]! <= threshold[a]!) | 0);
    leaf[order[i]!] = threshold[a]!;
  }
}

/** Only tells the type checker that `| 0` takes a boolean; it is inlined away. */
const bit = (holds: boolean): number => holds as unknown as number;

function sumEvery(values: Float64Array, first: number, step: number): number {
  let sum = 0;
  for (let i = first; i < values.length; i += step) sum += values[i]!;
  return sum;
}
