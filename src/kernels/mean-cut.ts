import { drawBelow } from './random.ts';
import { FACT, SET_WORDS, SETTING } from './tree-layout.ts';

/** What trees of one fit share, and the rows and columns of this one: see kernels/mean-tree.ts. */
export interface TreeRows {
  readonly codes: Uint8Array;
  readonly records: Uint8Array;
  readonly facts: Int32Array;
  readonly settings: Float64Array;
  readonly state: Int32Array;
  readonly columns: Int32Array;
  readonly order: Int32Array;
  readonly pairs: Float64Array;
}

/** A node of at least this share of all rows reads a column as it lies, a smaller one finds all columns of a row together. */
const DENSE = 1 / 16;
/** Rows of a node up to which bins are marked when they are met; of more, all bins are looked through. */
const FEW = 512;
/** A cut must raise the score by more than this share of it: less is rounding, or a tie with an earlier column. */
const ROUNDING = 1e-12;

/**
 * Finds the cut of a node that leaves least variance, or least Gini impurity, in its two sides: both are the weight
 * less sum over sides and outputs of (sum of truth)^2 / weight, and that score is what is compared.
 *
 * Source: Breiman, Friedman, Olshen and Stone 1984, "Classification and Regression Trees".
 */
export class CutSearch {
  /** [width] of the node: weight, truth of each output. */
  readonly total: Float64Array;
  /** What was found; see NODE in kernels/tree-layout.ts. */
  column = -1;
  lastLeft = 0;
  missingLeft = 0;
  gain = 0;
  readonly set = new Int32Array(SET_WORDS);
  private readonly at: TreeRows;
  private readonly width: number;
  private readonly leastWeight: number;
  /** [256 * width] of the rows of each bin; zeros between two columns. */
  private readonly bins: Float64Array;
  /** Bins with a row, rising. */
  private readonly met = new Int32Array(256);
  private metCount = 0;
  private readonly marks = new Int32Array(SET_WORDS);
  /** Bins in the order in which they go left, and what they are sorted by. */
  private readonly ranked = new Int32Array(256);
  private readonly means = new Float64Array(256);
  /** [width] what has gone left so far. */
  private readonly left: Float64Array;
  private best = 0;

  constructor(at: TreeRows) {
    this.at = at;
    this.width = at.settings[SETTING.outputs]! + 1;
    this.leastWeight = at.settings[SETTING.leastWeight]!;
    this.total = new Float64Array(this.width);
    this.left = new Float64Array(this.width);
    this.bins = new Float64Array(256 * this.width);
  }

  /** Sum the rows of a node. */
  sumNode(start: number, end: number): void {
    const { total, width } = this;
    const { pairs } = this.at;
    total.fill(0);
    for (let i = start; i < end; i++) {
      const w = pairs[2 * i]!;
      const truth = pairs[2 * i + 1]!;
      total[0] = total[0]! + w;
      const k = width > 2 ? 1 + truth : 1;
      total[k] = total[k]! + (width > 2 ? w : truth);
    }
  }

  /** Look for the cut of the node that was summed. Columns in which its rows are alike are drawn past: they are no choice. */
  find(start: number, end: number): boolean {
    const { columns, settings, state } = this.at;
    if (this.total[0]! < 2 * this.leastWeight || this.pure()) return false;
    const parent = this.scoreOfAll();
    this.best = parent;
    this.column = -1;
    const cols = columns.length;
    let left = settings[SETTING.tried]!;
    const all = left >= cols;
    for (let i = 0; i < cols && left > 0; i++) {
      if (!all) swap(columns, i, i + drawBelow(state, cols - i));
      if (this.tryColumn(columns[i]!, start, end)) left--;
    }
    this.gain = this.best - parent;
    return this.column >= 0;
  }

  /** Where the bins of a column lie for a node of so many rows. */
  binsOf(column: number, rows: number): { bytes: Uint8Array; from: number; stride: number } {
    const { settings, codes, records, facts } = this.at;
    const all = settings[SETTING.rows]!;
    if (rows >= all * DENSE) return { bytes: codes, from: column * all, stride: 1 };
    const f = column * FACT.size;
    return { bytes: records, from: facts[f + FACT.recordAt]! >>> 0, stride: facts[f + FACT.recordStride]! };
  }

  /** @returns whether the rows of the node differ in this column. */
  private tryColumn(column: number, start: number, end: number): boolean {
    this.fill(column, start, end);
    const differ = this.metCount > 1;
    if (differ && this.at.facts[column * FACT.size + FACT.category] === 1) this.tryCategories(column);
    else if (differ) this.tryNumbers(column);
    for (let i = 0; i < this.metCount; i++) {
      const from = this.met[i]! * this.width;
      this.bins.fill(0, from, from + this.width);
    }
    return differ;
  }

  /** Sum the rows of the node by the bin of a column. */
  private fill(column: number, start: number, end: number): void {
    const { bins, width, marks } = this;
    const { order, pairs } = this.at;
    const { bytes, from, stride } = this.binsOf(column, end - start);
    const few = end - start <= FEW;
    for (let i = start; i < end; i++) {
      const bin = bytes[from + order[i]! * stride]!;
      if (few) marks[bin >>> 5]! |= 1 << (bin & 31);
      const at = bin * width;
      const w = pairs[2 * i]!;
      const truth = pairs[2 * i + 1]!;
      bins[at] = bins[at]! + w;
      const k = width > 2 ? at + 1 + truth : at + 1;
      bins[k] = bins[k]! + (width > 2 ? w : truth);
    }
    if (few) this.listMarked();
    else this.listMet();
  }

  /** List the bins that were marked, rising, and take the marks away. */
  private listMarked(): void {
    const { marks, met } = this;
    let count = 0;
    for (let word = 0; word < SET_WORDS; word++) {
      for (let bits = marks[word]!; bits !== 0; bits &= bits - 1)
        met[count++] = 32 * word + 31 - Math.clz32(bits & -bits);
      marks[word] = 0;
    }
    this.metCount = count;
  }

  /** List the bins with weight, rising: weights are positive. */
  private listMet(): void {
    const { bins, width, met } = this;
    let count = 0;
    for (let b = 0; b < 256; b++) if (bins[b * width]! > 0) met[count++] = b;
    this.metCount = count;
  }

  /**
   * Bins in their order, missing values on either side. The threshold stands in the middle of the bins between the two
   * that it parts. By chance: one of the places between the lowest and the highest bin, each as likely (Geurts et al.
   * 2006 draw evenly by value; by rank, the answer does not change when a column is rescaled, and outliers cost nothing).
   */
  private tryNumbers(column: number): void {
    const { met, metCount } = this;
    const { settings, state } = this.at;
    const first = met[0] === 0 ? 1 : 0;
    const [low, high] = [met[first]!, met[metCount - 1]!];
    const byChance = settings[SETTING.random] === 1 && low < high;
    const drawn = byChance ? low + drawBelow(state, high - low) : 0;
    // With missing values on the right, the last bin may end the left side: present against missing.
    this.scan(column, first, first === 1 ? metCount : metCount - 1, 0, drawn);
    if (first === 1) this.scan(column, 1, metCount - 1, 1, drawn);
  }

  /** Move bins met[first..last) to the left, after the missing ones when `missing` is 1, and keep the best place to stop. */
  private scan(column: number, first: number, last: number, missing: number, drawn: number): void {
    const { met, metCount, left, total } = this;
    left.fill(0);
    if (missing === 1) this.addLeft(0);
    for (let i = first; i < last; i++) {
      this.addLeft(met[i]!);
      const next = i + 1 < metCount ? met[i + 1]! : -1;
      // The drawn place falls between this bin and the next one.
      if (drawn > 0 && !(met[i]! <= drawn && drawn < next)) continue;
      if (!this.raises()) continue;
      this.column = column;
      this.lastLeft = drawn > 0 ? drawn : next < 0 ? met[i]! : (met[i]! + next - 1) >>> 1;
      // Missing values that the node has not met go with the larger side.
      this.missingLeft = first === 1 ? missing : Number(left[0]! * 2 > total[0]!);
    }
  }

  /**
   * Sets of categories. With one output the best set is a prefix of the categories sorted by their mean (Fisher 1958;
   * Breiman et al. 1984, theorem 4.5); with several classes the prefixes of each class's order are tried. By chance: a
   * random set. Missing is a category like others; categories that the node has not met go with the larger side.
   */
  private tryCategories(column: number): void {
    const { ranked, met, metCount, bins, width, means } = this;
    const { settings, state } = this.at;
    if (settings[SETTING.random] === 1) {
      for (let i = 0; i < metCount; i++) ranked[i] = met[i]!;
      for (let i = metCount - 1; i > 0; i--) swap(ranked, i, drawBelow(state, i + 1));
      const size = 1 + drawBelow(state, metCount - 1);
      this.tryPrefixes(column, size, size);
      return;
    }
    for (let k = 1; k < width; k++) {
      for (let i = 0; i < metCount; i++) {
        const b = met[i]!;
        const mean = bins[b * width + k]! / bins[b * width]!;
        let j = i;
        for (; j > 0 && means[j - 1]! > mean; j--) {
          means[j] = means[j - 1]!;
          ranked[j] = ranked[j - 1]!;
        }
        means[j] = mean;
        ranked[j] = b;
      }
      this.tryPrefixes(column, 1, metCount - 1);
    }
  }

  /** Send the first bins of `ranked` left: `from` to `to` of them. */
  private tryPrefixes(column: number, from: number, to: number): void {
    const { ranked, met, metCount, left, total, set } = this;
    left.fill(0);
    for (let size = 1; size <= to; size++) {
      this.addLeft(ranked[size - 1]!);
      if (size < from || !this.raises()) continue;
      set.fill(left[0]! * 2 > total[0]! ? -1 : 0);
      for (let i = 0; i < metCount; i++) set[met[i]! >>> 5]! &= ~(1 << (met[i]! & 31));
      for (let i = 0; i < size; i++) set[ranked[i]! >>> 5]! |= 1 << (ranked[i]! & 31);
      this.column = column;
      this.lastLeft = -1;
      this.missingLeft = set[0]! & 1;
    }
  }

  private addLeft(bin: number): void {
    const { bins, width, left } = this;
    for (let k = 0; k < width; k++) left[k] = left[k]! + bins[bin * width + k]!;
  }

  /** Whether what stands on the left makes a better cut than the best so far; then `best` is its score. */
  private raises(): boolean {
    const { left, total, width, leastWeight } = this;
    const weight = left[0]!;
    const rest = total[0]! - weight;
    if (weight < leastWeight || rest < leastWeight) return false;
    let a = 0;
    let b = 0;
    for (let k = 1; k < width; k++) {
      const l = left[k]!;
      const right = total[k]! - l;
      a += l * l;
      b += right * right;
    }
    const score = a / weight + b / rest;
    if (!(score > this.best * (1 + ROUNDING) + Number.MIN_VALUE)) return false;
    this.best = score;
    return true;
  }

  /** Sum of squared sums over weight, of all rows together: what a cut must raise. */
  private scoreOfAll(): number {
    let squares = 0;
    for (let k = 1; k < this.width; k++) squares += this.total[k]! * this.total[k]!;
    return squares / this.total[0]!;
  }

  /** Whether every row has the same class. */
  private pure(): boolean {
    const { total, width } = this;
    if (this.at.settings[SETTING.classes] === 0) return false;
    for (let k = 1; k < width; k++) if (total[k] === total[0]) return true;
    return width === 2 && total[1] === 0;
  }
}

function swap(values: Int32Array, i: number, j: number): void {
  const held = values[i]!;
  values[i] = values[j]!;
  values[j] = held;
}
