import type { Forest } from './forest.ts';

/**
 * A forest laid out so that every step of a walk is the same: `node = child[node] + (x[feature[node]] <= threshold[node])`.
 *
 * The row x has, besides its numbers, whatever makes that true of every split:
 *
 *     0 .. cols-1         numbers; of a category column 1 + code, 0 = missing or out of range
 *     cols .. 2*cols-1    numbers negated. NaN fails each comparison: where a missing value goes left, the node compares
 *                         the negated number and its children are swapped
 *     2*cols .. nan-1     one for each set of categories that some split asks for: 0 when the row is in it, 1 when not
 *     nan                 always NaN: a leaf compares it and stays where it is, since child[leaf] = leaf
 */
export interface Walk {
  /** [nodes] where the walk goes when the comparison fails; the node after it when it holds. */
  readonly child: Int32Array;
  readonly feature: Int32Array;
  /** [nodes] of a split its threshold, of a leaf what it adds. */
  readonly threshold: Float64Array;
  /** [trees] root of each tree, in the order of the forest. */
  readonly root: Int32Array;
  /** [trees] tree numbers by depth, so that trees walked side by side are done together. */
  readonly order: Int32Array;
  /** [trees] steps to the deepest leaf of tree order[i]. */
  readonly depth: Int32Array;
  readonly sets: CategorySets;
  /** Length of x; nan is the last. */
  readonly width: number;
}

/** The different sets of categories that splits ask for. Bit 1 + code: the category is out of it; bit 0: missing is. */
export interface CategorySets {
  readonly column: Int32Array;
  /** First word of each set in `words`. */
  readonly first: Int32Array;
  readonly words: Uint32Array;
}

/** Lay a forest out for walking, level by level, so that the first steps of a tree lie close together. O(nodes). */
export function layOutWalk(forest: Forest): Walk {
  const nodes = forest.arrays.left.length;
  const cols = forest.arrays.cardinality.length;
  const trees = forest.arrays.root.length - 1;
  const sets = new SetCollector(forest);
  const walk = {
    child: new Int32Array(nodes),
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    root: new Int32Array(trees),
  };
  const depths = new Int32Array(trees);
  let next = 0;
  for (let t = 0; t < trees; t++) {
    walk.root[t] = next;
    let level = [{ node: forest.arrays.root[t]!, at: next++ }];
    for (;;) {
      const below: typeof level = [];
      for (const { node, at } of level) {
        if (forest.arrays.left[node] === 0) placeLeaf(forest, walk, node, at);
        else {
          const { yes, no } = placeSplit(forest, walk, sets, node, at);
          walk.child[at] = next;
          below.push({ node: no, at: next++ }, { node: yes, at: next++ });
        }
      }
      if (below.length === 0) break;
      depths[t]!++;
      level = below;
    }
  }
  const width = 2 * cols + sets.count + 1;
  for (let i = 0; i < nodes; i++) if (walk.child[i] === i) walk.feature[i] = width - 1;
  const order = Int32Array.from(depths.keys()).sort((a, b) => depths[a]! - depths[b]! || a - b);
  return { ...walk, order, depth: order.map((t) => depths[t]!), sets: sets.collected(), width };
}

type Placed = Pick<Walk, 'child' | 'feature' | 'threshold'>;

function placeLeaf({ arrays }: Forest, walk: Placed, node: number, at: number): void {
  walk.child[at] = at;
  walk.threshold[at] = arrays.value[node]!;
}

/** @returns the child for a comparison that holds, and the one for a comparison that fails. */
function placeSplit(
  { arrays }: Forest,
  walk: Placed,
  sets: SetCollector,
  node: number,
  at: number,
): { yes: number; no: number } {
  const { left, column, threshold, set, missingLeft, cardinality } = arrays;
  const c = column[node]!;
  const yes = left[node]!;
  if (set[node]! >= 0) {
    walk.feature[at] = 2 * cardinality.length + sets.indexOf(node);
    return { yes, no: yes + 1 };
  }
  if (missingLeft[node] === 1) {
    // x > t, the way right, is -x <= -(the next number above t): true for no NaN.
    walk.feature[at] = cardinality.length + c;
    walk.threshold[at] = -nextAbove(threshold[node]!);
    return { yes: yes + 1, no: yes };
  }
  walk.feature[at] = c;
  walk.threshold[at] = threshold[node]!;
  return { yes, no: yes + 1 };
}

/** Gives each different set of categories one number: many splits ask for the same few. */
class SetCollector {
  readonly #forest: Forest;
  readonly #known = new Map<string, number>();
  readonly #column: number[] = [];
  readonly #first: number[] = [];
  readonly #words: number[] = [];

  constructor(forest: Forest) {
    this.#forest = forest;
  }

  get count(): number {
    return this.#column.length;
  }

  indexOf(node: number): number {
    const column = this.#forest.arrays.column[node]!;
    const outside = this.#outside(node, this.#forest.arrays.cardinality[column]!);
    const key = `${column}:${outside.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const index = this.#column.length;
    this.#known.set(key, index);
    this.#column.push(column);
    this.#first.push(this.#words.length);
    for (const word of outside) this.#words.push(word);
    return index;
  }

  collected(): CategorySets {
    return {
      column: Int32Array.from(this.#column),
      first: Int32Array.from(this.#first),
      words: Uint32Array.from(this.#words),
    };
  }

  /** The complement of the set of a node, every bit moved up by one to make room for missing in bit 0. */
  #outside(node: number, cardinality: number): Uint32Array {
    const { set, sets, missingLeft } = this.#forest.arrays;
    const words = new Uint32Array(Math.ceil((cardinality + 1) / 32));
    if (missingLeft[node] === 0) words[0] = 1;
    for (let code = 0; code < cardinality; code++) {
      const inside = (sets[set[node]! + (code >>> 5)]! >>> (code & 31)) & 1;
      const at = code + 1;
      if (inside === 0) words[at >>> 5] = words[at >>> 5]! | (1 << (at & 31));
    }
    return words;
  }
}

/** The smallest float64 above v. */
function nextAbove(v: number): number {
  if (v === Number.POSITIVE_INFINITY) return v;
  if (v === 0) return Number.MIN_VALUE;
  const number = Float64Array.of(v);
  const bits = new BigInt64Array(number.buffer);
  bits[0] = bits[0]! + (v > 0 ? 1n : -1n);
  return number[0]!;
}
