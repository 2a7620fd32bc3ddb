import type { BinnedMatrix } from './bins.ts';
import { addRow, type ForestTarget } from './forest-target.ts';

/** Bins met are sorted up to this many; of more, all bins are looked through. */
const FEW = 32;

/**
 * Sums of the rows of one node by the bin of one column, and their total over all bins: [weight, truth of each output]
 * interleaved. Between two columns only the bins that were met are cleared, which for small nodes are few.
 */
export class NodeSums {
  /** Numbers that a bin holds. */
  readonly width: number;
  /** [256 * width] */
  readonly bins: Float64Array;
  /** [width] of the node: the same for every column. */
  readonly total: Float64Array;
  /** Bins with a row, in the order in which they were met. */
  private readonly met = new Int32Array(256);
  private metCount = 0;
  /** [rows of the node] side by side, so that every column reads them in order. */
  private readonly truth: Float64Array;
  private readonly weight: Float64Array;

  /** rows: of a node at most. */
  constructor(outputs: number, rows: number) {
    this.width = outputs + 1;
    this.bins = new Float64Array(256 * this.width);
    this.total = new Float64Array(this.width);
    this.truth = new Float64Array(rows);
    this.weight = new Float64Array(rows);
  }

  /** Begin a node: sum its rows order[start..end). */
  setTotal(target: ForestTarget, weight: Float64Array, order: Int32Array, start: number, end: number): void {
    this.total.fill(0);
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const [truth, w] = [target.truth[row]!, weight[row]!];
      this.truth[i - start] = truth;
      this.weight[i - start] = w;
      addRow(this.total, 0, target.outputs, truth, w);
    }
  }

  /** Sum the rows of the node by the bin of a column. O(rows of the node), allocates nothing. */
  fill(x: BinnedMatrix, column: number, order: Int32Array, start: number, end: number): void {
    const { bins, width, met, truth, weight } = this;
    for (let i = 0; i < this.metCount; i++) bins.fill(0, met[i]! * width, (met[i]! + 1) * width);
    const from = column * x.rows;
    const several = width > 2;
    let count = 0;
    for (let i = start, j = 0; i < end; i++, j++) {
      const bin = x.codes[from + order[i]!]!;
      const at = bin * width;
      const w = weight[j]!;
      const before = bins[at]!;
      // Weights are positive: a bin without weight has no row yet.
      if (before === 0) met[count++] = bin;
      bins[at] = before + w;
      const k = several ? at + 1 + truth[j]! : at + 1;
      bins[k] = bins[k]! + (several ? w : w * truth[j]!);
    }
    this.metCount = count;
  }

  /** Bins with a row, rising; good until the next column is filled. */
  binsMet(): Int32Array {
    const { bins, width } = this;
    const met = this.met.subarray(0, this.metCount);
    if (met.length <= FEW) return sortFew(met);
    for (let b = 0, n = 0; n < met.length; b++) if (bins[b * width]! > 0) met[n++] = b;
    return met;
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

/** Sort in place by insertion. */
function sortFew(values: Int32Array): Int32Array {
  for (let i = 1; i < values.length; i++) {
    const v = values[i]!;
    let j = i;
    for (; j > 0 && values[j - 1]! > v; j--) values[j] = values[j - 1]!;
    values[j] = v;
  }
  return values;
}
