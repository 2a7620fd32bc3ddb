import type { Matrix } from '../../table/matrix.ts';
import type { Forest } from './forest.ts';

/**
 * A forest laid out for walking. Every number split is one comparison, `x[feature] <= threshold`, that is false for
 * NaN: where a missing value goes left, the node compares the negated value and its children are swapped.
 *
 * left, right [nodes]  children; left is 0 for a leaf
 * feature [nodes]      column c as c, negated as cols + c; a category split as ~c
 * threshold [nodes]    number split: the threshold; category split: index of the set's first word; leaf: what it adds
 */
interface Walk {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** Bit 1 + code of a set: that category goes left; bit 0: missing goes left. */
  readonly sets: Uint32Array;
}

/**
 * Open a forest: the function returned writes raw scores, out [rows x outputs], row after row.
 *
 * One row at a time walks all trees in order, so that it scores the same alone and in any batch, to the last bit.
 * Allocates nothing. O(trees x depth); bench/trees/run.ts times it.
 */
export function openForest(forest: Forest): (rows: Matrix, out: Float64Array) => void {
  const { base, root, cardinality } = forest.arrays;
  const walk = layOutWalk(forest);
  const outputs = base.length;
  const cols = cardinality.length;
  const row = new Float64Array(2 * cols);
  return (rows, out) => {
    for (let r = 0; r < rows.rows; r++) {
      readRow(rows.data, r, rows.rows, cardinality, row);
      for (let k = 0; k < outputs; k++)
        out[r * outputs + k] = base[k]! + sumOfTrees(walk, root, k, outputs, row);
    }
  };
}

/** row [2 * cols]: numbers and their negatives; a category as 1 + code, 0 = missing or out of range. */
function readRow(
  data: Float64Array,
  r: number,
  rows: number,
  cardinality: Int32Array,
  row: Float64Array,
): void {
  const cols = cardinality.length;
  for (let c = 0; c < cols; c++) {
    const v = data[c * rows + r]!;
    const codes = cardinality[c]!;
    if (codes === 0) {
      row[c] = v;
      row[cols + c] = -v;
    } else row[c] = v >= 0 && v < codes ? v + 1 : 0;
  }
}

/** Sum of the leaves that a row falls in, over trees first, first + step, ... */
function sumOfTrees(
  { left, right, feature, threshold, sets }: Walk,
  root: Int32Array,
  first: number,
  step: number,
  row: Float64Array,
): number {
  let sum = 0;
  for (let t = first; t < root.length - 1; t += step) {
    let i = root[t]!;
    for (let next = left[i]!; next !== 0; next = left[i]!) {
      const f = feature[i]!;
      if (f >= 0) i = row[f]! <= threshold[i]! ? next : right[i]!;
      else {
        const code = row[~f]!;
        const word = sets[threshold[i]! + (code >>> 5)]!;
        i = ((word >>> (code & 31)) & 1) === 1 ? next : right[i]!;
      }
    }
    sum += threshold[i]!;
  }
  return sum;
}

function layOutWalk(forest: Forest): Walk {
  const { left, column, threshold, set, missingLeft, value, cardinality } = forest.arrays;
  const nodes = left.length;
  const cols = cardinality.length;
  const walk = {
    left: left.slice(),
    right: left.map((l) => l + 1),
    feature: column.slice(),
    threshold: threshold.slice(),
  };
  const words: number[] = [];
  for (let i = 0; i < nodes; i++) {
    const c = column[i]!;
    if (left[i] === 0) walk.threshold[i] = value[i]!;
    else if (set[i]! >= 0) {
      walk.feature[i] = ~c;
      walk.threshold[i] = words.length;
      words.push(...withMissing(forest, i, cardinality[c]!));
    } else if (missingLeft[i] === 1) {
      // x > t, the way right, is -x <= -(the next number above t): true for no NaN.
      walk.feature[i] = cols + c;
      walk.threshold[i] = -nextAbove(threshold[i]!);
      walk.left[i] = left[i]! + 1;
      walk.right[i] = left[i]!;
    }
  }
  return { ...walk, sets: Uint32Array.from(words) };
}

/** The set of node i with every bit moved up by one, to make room for missing in bit 0. */
function withMissing(forest: Forest, i: number, cardinality: number): Uint32Array {
  const { set, sets, missingLeft } = forest.arrays;
  const words = new Uint32Array(Math.ceil((cardinality + 1) / 32));
  words[0] = missingLeft[i]!;
  for (let code = 0; code < cardinality; code++) {
    const bit = (sets[set[i]! + (code >>> 5)]! >>> (code & 31)) & 1;
    const at = code + 1;
    words[at >>> 5] = words[at >>> 5]! | (bit << (at & 31));
  }
  return words;
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
