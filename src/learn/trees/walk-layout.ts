import type { Kernels } from '../../contracts/kernels.ts';
import type { Forest } from './forest.ts';
import { questionsOf, type RowBytes } from './row-bytes.ts';

/**
 * A forest laid out so that every step of a walk is the same, and eight bytes a node:
 *
 *     at = nodes[at] + (bytes[question] > most ? 2 : 0)        where nodes[at + 1] = question << 8 | most
 *
 * A leaf asks for the byte that is always 0, and is its own child.
 */
export interface Walk {
  /** What the questions are, and where a row's answers are written. */
  readonly row: RowBytes;
  /** [2 x nodes] place of the child for a byte of at most `most`, the other one two further; then what is asked. */
  readonly nodes: Int32Array;
  /** [nodes] by half the place: what a leaf adds. */
  readonly value: Float64Array;
  /** [trees] tree numbers, the deepest first. */
  readonly order: Int32Array;
  /** [trees] place of the root of tree order[i]. */
  readonly root: Int32Array;
  /** [trees] steps from root to the deepest leaf of tree order[i]. */
  readonly depth: Int32Array;
}

/** Lay a forest out for walking, level by level, so that the first steps of a tree lie close together. O(nodes). */
export function layOutWalk(kernels: Kernels, forest: Forest): Walk {
  const { left, root: first, value: leafValue } = forest.arrays;
  const { row, asked } = questionsOf(kernels, forest);
  const nodes = kernels.i32(2 * left.length);
  const value = kernels.f64(left.length);
  let next = 0;
  const placed = (node: number): Placed => ({ node, at: 2 * next++ });
  const placeLevel = (level: readonly Placed[]): Placed[] => {
    const below: Placed[] = [];
    for (const { node, at } of level) {
      if (left[node] === 0) {
        nodes[at] = at;
        nodes[at + 1] = (row.stride - 1) << 8;
        value[at / 2] = leafValue[node]!;
      } else {
        const { byte, most } = asked(node);
        nodes[at] = 2 * next;
        nodes[at + 1] = (byte << 8) | most;
        below.push(placed(left[node]!), placed(left[node]! + 1));
      }
    }
    return below;
  };
  const trees = Array.from(first.subarray(0, -1), (node, tree) => {
    const root = 2 * next;
    let depth = 0;
    for (let level = placeLevel([placed(node)]); level.length > 0; level = placeLevel(level)) depth++;
    return { tree, root, depth };
  }).sort((a, b) => b.depth - a.depth);
  const listOf = (of: (tree: (typeof trees)[number]) => number): Int32Array => {
    const list = kernels.i32(trees.length);
    list.set(trees.map(of));
    return list;
  };
  return {
    row,
    nodes,
    value,
    order: listOf((t) => t.tree),
    root: listOf((t) => t.root),
    depth: listOf((t) => t.depth),
  };
}

/** A node of the forest and its place in the walk. */
interface Placed {
  readonly node: number;
  readonly at: number;
}
