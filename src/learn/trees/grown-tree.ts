import type { BinnedMatrix } from './bins.ts';
import type { Cut } from './split.ts';

/**
 * A tree while a fit goes on: it speaks of bins, not of values. Node 0 is the root; the children of a split stand side
 * by side, so that one index tells both.
 */
export class GrownTree {
  /** Number of nodes in use. */
  nodes = 1;
  leaves = 1;
  /** [nodes] the split of an inner node; null for a leaf. */
  readonly splits: (Cut | null)[] = [null];
  /** [nodes] index of the left child, the right one follows it; 0 for a leaf. */
  readonly left: Int32Array;
  /** [nodes] what a leaf adds to the score. */
  readonly value: Float64Array;
  /** [nodes] rows of a leaf in the grower's order: [start, end). */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** [nodes] weight of the training rows that pass through; leaves first, then `sumCover`. */
  readonly cover: Float64Array;

  constructor(maxLeaves: number) {
    const nodes = 2 * maxLeaves - 1;
    this.left = new Int32Array(nodes);
    this.value = new Float64Array(nodes);
    this.start = new Int32Array(nodes);
    this.end = new Int32Array(nodes);
    this.cover = new Float64Array(nodes);
  }

  /** Turn a leaf into a split. @returns the left child; the right one is the next node. */
  addSplit(node: number, split: Cut): number {
    const left = this.nodes;
    this.nodes += 2;
    this.leaves++;
    this.splits[node] = split;
    this.splits.push(null, null);
    this.left[node] = left;
    return left;
  }

  setLeaf(node: number, start: number, end: number, value: number): void {
    this.start[node] = start;
    this.end[node] = end;
    this.value[node] = value;
  }

  /** Shrink every leaf, none moving a score by more than `maxStep` before it is shrunk. */
  shrink(rate: number, maxStep: number): void {
    for (let i = 0; i < this.nodes; i++)
      this.value[i] = rate * Math.min(Math.max(this.value[i]!, -maxStep), maxStep);
  }

  /** Give every inner node the cover of its children. */
  sumCover(): void {
    for (let i = this.nodes - 1; i >= 0; i--) {
      const left = this.left[i]!;
      if (left !== 0) this.cover[i] = this.cover[left]! + this.cover[left + 1]!;
    }
  }

  /** The leaf that row `row` of a binned matrix falls in. O(depth). */
  leafOf(x: BinnedMatrix, row: number): number {
    let node = 0;
    for (let split = this.splits[0]!; split !== null; split = this.splits[node]!)
      node = this.left[node]! + 1 - split.goesLeft[x.codes[split.column * x.rows + row]!]!;
    return node;
  }
}
