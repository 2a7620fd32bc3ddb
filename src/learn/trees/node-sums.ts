import type { BinnedMatrix } from './bins.ts';
import { addRow, type ForestTarget } from './forest-target.ts';

/**
 * Sums of the rows of one node by the bin of one column, and their total over all bins: [weight, truth of each output]
 * interleaved. Between two columns only the bins that were filled are cleared, which for small nodes are few.
 */
export class NodeSums {
  /** Numbers that a bin holds. */
  readonly width: number;
  /** [256 * width] */
  readonly bins: Float64Array;
  /** [width] of the node: the same for every column. */
  readonly total: Float64Array;
  /** The highest bin with a row. */
  highest = 0;

  constructor(outputs: number) {
    this.width = outputs + 1;
    this.bins = new Float64Array(256 * this.width);
    this.total = new Float64Array(this.width);
  }

  /** Sum the rows order[start..end) of a node. */
  setTotal(target: ForestTarget, weight: Float64Array, order: Int32Array, start: number, end: number): void {
    this.total.fill(0);
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      addRow(this.total, 0, target.outputs, target.truth[row]!, weight[row]!);
    }
  }

  /** Sum the same rows by the bin of a column. O(rows of the node), allocates nothing. */
  fill(
    x: BinnedMatrix,
    column: number,
    target: ForestTarget,
    weight: Float64Array,
    order: Int32Array,
    start: number,
    end: number,
  ): void {
    const { bins, width } = this;
    bins.fill(0, 0, (this.highest + 1) * width);
    const from = column * x.rows;
    let highest = 0;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const bin = x.codes[from + row]!;
      if (bin > highest) highest = bin;
      addRow(bins, bin * width, target.outputs, target.truth[row]!, weight[row]!);
    }
    this.highest = highest;
  }

  has(bin: number): boolean {
    return this.bins[bin * this.width]! > 0;
  }

  /** Sum of squared sums over weight, of all rows together: what a cut must raise. */
  score(): number {
    let squares = 0;
    for (let k = 1; k < this.width; k++) squares += this.total[k]! ** 2;
    return squares / this.total[0]!;
  }

  /** Whether every row has the same class. */
  pure(): boolean {
    const { total, width } = this;
    for (let k = 1; k < width; k++) if (total[k] === total[0]) return true;
    return width === 2 && total[1] === 0;
  }
}
