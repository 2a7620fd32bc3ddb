/**
 * Score rows by walking trees that are laid out so that every step is the same (learn/trees/walk-layout.ts):
 *
 *     at = nodes[at] + (bytes[question] > most ? 2 : 0)        where nodes[at + 1] = question << 8 | most
 *
 * bytes [rows x stride]  the answers of each row
 * nodes [2 x nodes], value [nodes]  a leaf is its own child, and adds value[at / 2]
 * root, depth, order [trees]  the deepest tree first; order tells its number in the forest
 * at, leaf [trees]  scratch
 * base [outputs]  tree t adds to output t % outputs
 * out [rows x outputs]  row after row
 *
 * All trees take their first step, then all that are deeper their second, without a branch: where a row goes is a coin
 * toss to the processor's branch prediction, and the next step of one tree waits for memory that steps of other trees do
 * not need. A comparison is 0 or 1 without a jump only as `| 0`. Leaves are added in the order of the forest: a row scores
 * the same alone and in any batch, to the last bit. O(rows x trees x depth), allocates nothing.
 */
export function walkTrees(
  bytes: Uint8Array,
  stride: number,
  rows: number,
  nodes: Int32Array,
  value: Float64Array,
  root: Int32Array,
  depth: Int32Array,
  order: Int32Array,
  trees: number,
  at: Int32Array,
  leaf: Float64Array,
  base: Float64Array,
  outputs: number,
  out: Float64Array,
): void {
  for (let r = 0; r < rows; r++) {
    const from = r * stride;
    at.set(root);
    let deeper = trees;
    for (let step = 0; ; step++) {
      while (deeper > 0 && depth[deeper - 1]! <= step) deeper--;
      if (deeper === 0) break;
      for (let i = 0; i < deeper; i++) {
        const a = at[i]!;
        const asked = nodes[a + 1]!;
        at[i] = nodes[a]! + ((bit(bytes[from + (asked >>> 8)]! > (asked & 255)) | 0) << 1);
      }
    }
    for (let i = 0; i < trees; i++) leaf[order[i]!] = value[at[i]! >>> 1]!;
    for (let k = 0; k < outputs; k++) {
      let sum = 0;
      for (let t = k; t < trees; t += outputs) sum += leaf[t]!;
      out[r * outputs + k] = base[k]! + sum;
    }
  }
}

/** Only tells the type checker that `| 0` takes a boolean; it is inlined away. */
const bit = (holds: boolean): number => holds as unknown as number;
