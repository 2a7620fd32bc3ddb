import { type Random, randomInt, shuffle } from '../../kernels/random.ts';
import type { ColumnBins } from './bins.ts';
import type { NodeSums } from './node-sums.ts';
import { type Cut, NOTHING } from './split.ts';

/** A cut must raise the score by more than this share of it: less is rounding, or a tie with an earlier column. */
const ROUNDING = 1e-12;

/**
 * Finds the cut of a node that leaves least variance, or least Gini impurity, in its two sides: both are the weight
 * less sum over sides and outputs of (sum of truth)^2 / weight, and that score is what is compared.
 *
 * Source: Breiman, Friedman, Olshen and Stone 1984, "Classification and Regression Trees".
 */
export class NodeSearch {
  private readonly sums: NodeSums;
  private readonly minWeight: number;
  /** [width] what has gone left so far. */
  private readonly left: Float64Array;
  private parent = 0;
  private best = 0;
  private cut: Cut | null = null;

  constructor(sums: NodeSums, minRowsPerLeaf: number) {
    this.sums = sums;
    this.left = new Float64Array(sums.width);
    // Sums of fractional weights round; a leaf of exactly the least rows must not fail by the last bit.
    this.minWeight = minRowsPerLeaf * (1 - NOTHING);
  }

  /** Begin a node, whose total is set. */
  start(): void {
    this.parent = this.sums.score();
    this.best = this.parent;
    this.cut = null;
  }

  /** The best cut of the columns that were tried; null when none gains anything. */
  found(): Cut | null {
    return this.cut;
  }

  /**
   * Try the cuts of one column whose sums are filled in; with `r` one drawn by chance, else all.
   *
   * @returns whether the rows of the node differ in this column.
   */
  tryColumn(column: number, { kind }: ColumnBins, r: Random | null): boolean {
    const met = this.sums.binsMet();
    if (met.length < 2) return false;
    if (kind === 'category') this.tryCategories(column, met, r);
    else this.tryNumbers(column, met, r);
    return true;
  }

  /**
   * Bins in their order, missing values on either side. The threshold stands in the middle of the bins between the two
   * that it parts. By chance: one of the places between the lowest and the highest bin, each as likely (Geurts et al.
   * 2006 draw evenly by value; by rank, the answer does not change when a column is rescaled, and outliers cost nothing).
   */
  private tryNumbers(column: number, met: Int32Array, r: Random | null): void {
    const hasMissing = met[0] === 0;
    const present = hasMissing ? met.subarray(1) : met;
    const first = present[0]!;
    const last = present.at(-1)!;
    const drawn = r === null || first === last ? 0 : first + randomInt(r, last - first);
    for (const missingLeft of hasMissing ? [false, true] : [false]) {
      this.left.fill(0);
      if (missingLeft) this.addLeft(0);
      const places = missingLeft || !hasMissing ? present.length - 1 : present.length;
      let [best, larger] = [-1, false];
      for (let i = 0; i < places; i++) {
        this.addLeft(present[i]!);
        // The drawn place falls between this bin and the next one.
        if (drawn > 0 && !(present[i]! <= drawn && i + 1 < present.length && drawn < present[i + 1]!))
          continue;
        if (this.raises()) [best, larger] = [i, this.leftIsLarger()];
      }
      if (best < 0) continue;
      const next = present[best + 1];
      const lastLeft =
        drawn > 0 ? drawn : next === undefined ? present[best]! : (present[best]! + next - 1) >>> 1;
      const goesLeft = new Uint8Array(256).fill(1, 1, lastLeft + 1);
      goesLeft[0] = Number(hasMissing ? missingLeft : larger);
      this.keep(column, lastLeft, goesLeft);
    }
  }

  /**
   * Sets of categories. With one output the best set is a prefix of the categories sorted by their mean (Fisher 1958;
   * Breiman et al. 1984, theorem 4.5); with several classes the prefixes of each class's order are tried. By chance: a
   * random set. Missing is a category like others; categories that the node has not met go with the larger side.
   */
  private tryCategories(column: number, met: Int32Array, r: Random | null): void {
    if (r !== null) {
      const order = shuffle(met.slice(), r);
      const size = 1 + randomInt(r, met.length - 1);
      this.tryPrefixes(column, met, order, size, size);
      return;
    }
    const { bins, width } = this.sums;
    for (let k = 1; k < width; k++) {
      const mean = (b: number): number => bins[b * width + k]! / bins[b * width]!;
      const order = met.slice().sort((a, b) => mean(a) - mean(b) || a - b);
      this.tryPrefixes(column, met, order, 1, met.length - 1);
    }
  }

  /** Send the first bins of `order` left: `from` to `to` of them. */
  private tryPrefixes(column: number, met: Int32Array, order: Int32Array, from: number, to: number): void {
    this.left.fill(0);
    for (let size = 1; size <= to; size++) {
      this.addLeft(order[size - 1]!);
      if (size < from || !this.raises()) continue;
      const goesLeft = new Uint8Array(256).fill(Number(this.leftIsLarger()));
      for (const b of met) goesLeft[b] = 0;
      for (let i = 0; i < size; i++) goesLeft[order[i]!] = 1;
      this.keep(column, null, goesLeft);
    }
  }

  private addLeft(bin: number): void {
    const { bins, width } = this.sums;
    for (let k = 0; k < width; k++) this.left[k] = this.left[k]! + bins[bin * width + k]!;
  }

  private leftIsLarger(): boolean {
    return this.left[0]! * 2 > this.sums.total[0]!;
  }

  /** Whether what stands on the left makes a better cut than the best so far; then `best` is its score. */
  private raises(): boolean {
    const { left, minWeight } = this;
    const { total, width } = this.sums;
    const weight = left[0]!;
    const rest = total[0]! - weight;
    if (weight < minWeight || rest < minWeight) return false;
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

  private keep(column: number, lastLeft: number | null, goesLeft: Uint8Array): void {
    this.cut = { column, gain: this.best - this.parent, lastLeft, goesLeft };
  }
}
