import type { Matrix } from '../../table/matrix.ts';

/** One parameter of a linear fit: the score of `output` changes by the value of its column. */
export interface Coordinate {
  /** Index in the parameters. */
  readonly index: number;
  readonly output: number;
  /** [rows] */
  readonly column: Float64Array;
}

/** The columns as views, and last the column of ones that an intercept goes with. */
export const columnsOf = ({ rows, cols, data }: Matrix): Float64Array[] => [
  ...Array.from({ length: cols }, (_, c) => data.subarray(c * rows, (c + 1) * rows)),
  new Float64Array(rows).fill(1),
];

/** These parameters, of [outputs x cols] weights and [outputs] intercepts, by output. */
export function coordinatesOf(
  indices: ArrayLike<number>,
  outputs: number,
  columns: readonly Float64Array[],
): Coordinate[] {
  const cols = columns.length - 1;
  const set = Array.from(indices, (index): Coordinate => {
    const [output, column] =
      index < outputs * cols ? [Math.floor(index / cols), index % cols] : [index - outputs * cols, cols];
    return { index, output, column: columns[column]! };
  });
  return set.sort((a, b) => a.output - b.output || a.index - b.index);
}

/** Rows of a block: the weighted column and a few others stay in cache. */
const BLOCK = 1024;

/**
 * The second derivatives of the mean loss by these parameters: [n x n], symmetric.
 *
 * coordinates [n], those of an output beside each other
 * curvatures  [outputs][rows] of one output the second derivative of the mean loss by its score; of several the
 *             probabilities p, the second derivatives being share x (diag(p) - p p') with shares [rows]
 *
 * O(rows x n^2 / 2). Calls `afterBlock` after every block of rows; throw to stop.
 */
export function curvatureGram(
  coordinates: readonly Coordinate[],
  curvatures: readonly Float64Array[],
  shares: Float64Array,
  afterBlock: () => void,
): Float64Array {
  const n = coordinates.length;
  const rows = shares.length;
  const outputs = curvatures.length;
  const out = new Float64Array(n * n);
  const bend = new Float64Array(BLOCK);
  const bent = new Float64Array(BLOCK);
  const columns = coordinates.map((c) => c.column);
  const firstOf = Array.from({ length: outputs + 1 }, (_, k) => {
    const at = coordinates.findIndex((c) => c.output >= k);
    return at < 0 ? n : at;
  });
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    for (let k = 0; k < outputs; k++)
      for (let l = 0; l <= k; l++) {
        bendOf(curvatures, shares, k, l, from, count, bend);
        for (let a = firstOf[k]!; a < firstOf[k + 1]!; a++) {
          const column = columns[a]!;
          for (let i = 0; i < count; i++) bent[i] = bend[i]! * column[from + i]!;
          dots(columns, firstOf[l]!, Math.min(a + 1, firstOf[l + 1]!), from, count, bent, out, a * n);
        }
      }
    afterBlock();
  }
  for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) out[b * n + a] = out[a * n + b]!;
  return out;
}

/** [count] the second derivative by the scores of outputs k and l. */
function bendOf(
  curvatures: readonly Float64Array[],
  shares: Float64Array,
  k: number,
  l: number,
  from: number,
  count: number,
  out: Float64Array,
): void {
  const p = curvatures[k]!;
  const q = curvatures[l]!;
  if (curvatures.length === 1) for (let i = 0; i < count; i++) out[i] = p[from + i]!;
  else if (k === l)
    for (let i = 0; i < count; i++) out[i] = shares[from + i]! * p[from + i]! * (1 - p[from + i]!);
  else for (let i = 0; i < count; i++) out[i] = -shares[from + i]! * p[from + i]! * q[from + i]!;
}

/** out[to + b] += v . column b over the block, for b from .. end, four at a time. */
function dots(
  columns: readonly Float64Array[],
  begin: number,
  end: number,
  from: number,
  count: number,
  v: Float64Array,
  out: Float64Array,
  to: number,
): void {
  let b = begin;
  for (; b + 4 <= end; b += 4) {
    const c = columns[b]!;
    const d = columns[b + 1]!;
    const e = columns[b + 2]!;
    const f = columns[b + 3]!;
    let [sc, sd, se, sf] = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const value = v[i]!;
      sc += value * c[from + i]!;
      sd += value * d[from + i]!;
      se += value * e[from + i]!;
      sf += value * f[from + i]!;
    }
    out[to + b]! += sc;
    out[to + b + 1]! += sd;
    out[to + b + 2]! += se;
    out[to + b + 3]! += sf;
  }
  for (; b < end; b++) {
    const c = columns[b]!;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += v[i]! * c[from + i]!;
    out[to + b]! += sum;
  }
}
