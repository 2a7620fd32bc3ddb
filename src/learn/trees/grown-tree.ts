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
  /** [nodes] of a split: its column; the last bin that goes left, -1 for a set of categories; 1 when missing goes left. */
  private readonly column: Int32Array;
  private readonly lastLeft: Int16Array;
  private readonly missingLeft: Uint8Array;
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
    this.column = new Int32Array(nodes);
    this.lastLeft = new Int16Array(nodes);
    this.missingLeft = new Uint8Array(nodes);
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
    this.column[node] = split.column;
    this.lastLeft[node] = split.lastLeft ?? -1;
    this.missingLeft[node] = split.goesLeft[0]!;
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
    const { left, column, lastLeft, missingLeft, splits } = this;
    let node = 0;
    for (let child = left[0]!; child !== 0; child = left[node]!) {
      const bin = x.codes[column[node]! * x.rows + row]!;
      const last = lastLeft[node]!;
      const goes =
        last < 0 ? splits[node]!.goesLeft[bin]! : bin === 0 ? missingLeft[node]! : bin <= last ? 1 : 0;
      node = child + 1 - goes;
    }
    return node;
  }
}
