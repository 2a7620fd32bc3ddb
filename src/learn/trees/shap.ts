import type { Matrix } from '../../table/matrix.ts';
import { depthOf, type Forest, goesLeft, meanScores } from './forest.ts';
import { copyPath, extend, type ShapPath, shapPath, unwind, unwoundSum } from './shap-path.ts';

/** Exact Shapley values of the columns of one row, by the trees' own idea of what is unknown. */
export class TreeExplainer {
  private readonly forest: Forest;
  private readonly path: ShapPath;
  /** [outputs] mean score over training rows. */
  readonly base: Float64Array;

  constructor(forest: Forest) {
    this.forest = forest;
    this.path = shapPath(depthOf(forest));
    this.base = meanScores(forest);
  }

  /**
   * Contribution of each column to each output: out[k * cols + c], overwritten; they and `base` sum to the raw score.
   *
   * Path-dependent TreeSHAP, Lundberg et al. 2018, "Consistent individualized feature attribution for tree ensembles",
   * algorithm 2. O(trees x leaves x depth^2).
   */
  contributions(rows: Matrix, row: number, out: Float64Array): void {
    const { root, base, cardinality } = this.forest.arrays;
    const cols = cardinality.length;
    out.fill(0);
    for (let t = 0; t < root.length - 1; t++) {
      const k = t % base.length;
      this.walk(rows, row, root[t]!, 0, 0, 1, 1, -1, out.subarray(k * cols, (k + 1) * cols));
    }
  }

  /** from, length: where the parent's path stands. zero, one, column: the split that led here. */
  private walk(
    rows: Matrix,
    row: number,
    node: number,
    from: number,
    length: number,
    zero: number,
    one: number,
    column: number,
    out: Float64Array,
  ): void {
    const { path, forest } = this;
    const { left, value, cover } = forest.arrays;
    const at = from + length;
    copyPath(path, from, at, length);
    extend(path, at, length, zero, one, column);
    const next = left[node]!;
    if (next === 0) {
      for (let i = 1; i <= length; i++) {
        const share = unwoundSum(path, at, length, i);
        const c = path.column[at + i]!;
        out[c] = out[c]! + share * (path.one[at + i]! - path.zero[at + i]!) * value[node]!;
      }
      return;
    }
    const hot = goesLeft(forest, rows, row, node) ? next : next + 1;
    const cold = hot === next ? next + 1 : next;
    const c = forest.arrays.column[node]!;
    let zeroSoFar = 1;
    let oneSoFar = 1;
    let known = length + 1;
    for (let i = 1; i <= length; i++)
      if (path.column[at + i] === c) {
        zeroSoFar = path.zero[at + i]!;
        oneSoFar = path.one[at + i]!;
        unwind(path, at, length, i);
        known = length;
        break;
      }
    const hotShare = (zeroSoFar * cover[hot]!) / cover[node]!;
    const coldShare = (zeroSoFar * cover[cold]!) / cover[node]!;
    this.walk(rows, row, hot, at, known, hotShare, oneSoFar, c, out);
    this.walk(rows, row, cold, at, known, coldShare, 0, c, out);
  }
}
