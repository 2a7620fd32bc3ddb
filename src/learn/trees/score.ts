import type { Matrix } from '../../table/matrix.ts';
import type { Forest } from './forest.ts';
import { layOutWalk, type Walk } from './walk-layout.ts';

/**
 * Open a forest: the function returned writes raw scores, out [rows x outputs], row after row.
 *
 * One row at a time walks all trees and adds their leaves in order, so that it scores the same alone and in any batch,
 * to the last bit. Allocates nothing. O(trees x depth + questions); bench/trees/run.ts times it.
 */
export function openForest(forest: Forest): (rows: Matrix, out: Float64Array) => void {
  const { base } = forest.arrays;
  const walk = layOutWalk(forest);
  const outputs = base.length;
  const at = new Int32Array(walk.root.length);
  const leaf = new Float64Array(walk.root.length);
  return (rows, out) => {
    for (let r = 0; r < rows.rows; r++) {
      walk.row.read(rows.data, r, rows.rows);
      walkTrees(walk, at, leaf);
      for (let k = 0; k < outputs; k++) out[r * outputs + k] = base[k]! + sumEvery(leaf, k, outputs);
    }
  };
}

/**
 * The leaf of every tree, leaf [trees].
 *
 * All trees take their first step, then all that are deeper their second, without a branch: where a row goes is a coin
 * toss to the processor's branch prediction, and the next step of one tree waits for memory that steps of other trees
 * do not need. A comparison is 0 or 1 without a jump only as `| 0`.
 */
function walkTrees(
  { row, nodes, value, root, order, deeper }: Walk,
  at: Int32Array,
  leaf: Float64Array,
): void {
  const { bytes } = row;
  at.set(root);
  for (let step = 0; step < deeper.length; step++) {
    const trees = deeper[step]!;
    for (let i = 0; i < trees; i++) {
      const a = at[i]!;
      const asked = nodes[a + 1]!;
      at[i] = nodes[a]! + ((bit(bytes[asked >>> 8]! > (asked & 255)) | 0) << 1);
    }
  }
  for (let i = 0; i < order.length; i++) leaf[order[i]!] = value[at[i]! >>> 1]!;
}

/** Only tells the type checker that `| 0` takes a boolean; it is inlined away. */
const bit = (holds: boolean): number => holds as unknown as number;

function sumEvery(values: Float64Array, first: number, step: number): number {
  let sum = 0;
  for (let i = first; i < values.length; i += step) sum += values[i]!;
  return sum;
}
