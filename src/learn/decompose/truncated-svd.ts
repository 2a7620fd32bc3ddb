import type { Run } from '../../contracts/run.ts';
import { normal, random, seedFor } from '../../kernels/random.ts';
import { symmetricEigen, turnUp } from '../../kernels/symmetric-eigen.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { Directions } from './directions.ts';

/** Directions that are drawn beyond those asked for, and times that the draw is passed through the table. */
const BEYOND = 10;
const PASSES = 5;

/**
 * The foremost right singular vectors of a table about 0, by a random draw that is passed through the table a few times.
 *
 * x [rows x cols] finite; weights [rows] or null = all 1; no more than `components`, nor than columns. Found to about the
 * fifth power of how fast the singular values fall. Deterministic by seed. Throws 'train/cancelled'.
 * O(rows cols (components + 10)) a pass, of eleven. Source: Halko, Martinsson and Tropp 2011, algorithms 4.4 and 5.1; the
 * same measures as scikit-learn's TruncatedSVD.
 */
export function truncatedSvd(
  x: Matrix,
  weights: Float64Array | null,
  components: number,
  run: Run,
): Directions {
  const { rows, cols } = x;
  const roots = weights?.map(Math.sqrt) ?? null;
  const wide = Math.min(cols, components + BEYOND);
  const draw = random(seedFor(run.seed, 'truncated svd'));
  let right = Float64Array.from({ length: wide * cols }, () => normal(draw));
  let left = new Float64Array(0);
  for (let pass = 0; pass <= PASSES; pass++) {
    run.checkCancelled();
    orthonormalise(right, wide, cols);
    left = times(x, roots, right, wide);
    orthonormalise(left, wide, rows);
    right = timesTransposed(x, roots, left, wide);
    run.progress((pass + 1) / (PASSES + 1));
  }
  // right = left' x: its singular values and right vectors are, but for what is left out, those of x.
  const gram = new Float64Array(wide * wide);
  for (let i = 0; i < wide; i++)
    for (let j = 0; j <= i; j++) {
      gram[i * wide + j] = dot(right, i * cols, right, j * cols, cols);
      gram[j * wide + i] = gram[i * wide + j]!;
    }
  const { values, vectors } = symmetricEigen(gram, wide);
  const kept = Math.min(components, cols);
  const directions = new Float64Array(kept * cols);
  const singular = new Float64Array(kept);
  for (let d = 0; d < kept; d++) {
    singular[d] = Math.sqrt(Math.max(0, values[d]!));
    for (let i = 0; i < wide; i++)
      for (let c = 0; c < cols; c++)
        directions[d * cols + c]! += (vectors[d * wide + i]! / (singular[d] || 1)) * right[i * cols + c]!;
    turnUp(directions, d * cols, cols);
  }
  return { centre: new Float64Array(cols), directions, singular, ...spread(x, weights, directions, kept) };
}

/** Variance of the rows along each direction, and the share that these are of the variances of the columns. */
function spread(
  { rows, cols, data }: Matrix,
  weights: Float64Array | null,
  directions: Float64Array,
  kept: number,
): Pick<Directions, 'variances' | 'share'> {
  const along = new Float64Array(rows);
  const variances = Float64Array.from({ length: kept }, (_, d) => {
    along.fill(0);
    for (let c = 0; c < cols; c++)
      for (let r = 0; r < rows; r++) along[r]! += directions[d * cols + c]! * data[c * rows + r]!;
    return varianceOf(along, weights);
  });
  let total = 0;
  for (let c = 0; c < cols; c++) total += varianceOf(data.subarray(c * rows, (c + 1) * rows), weights);
  return { variances, share: total > 0 ? variances.reduce((a, b) => a + b, 0) / total : 0 };
}

function varianceOf(values: Float64Array, weights: Float64Array | null): number {
  let [total, sum, squares] = [0, 0, 0];
  for (let r = 0; r < values.length; r++) {
    const weight = weights === null ? 1 : weights[r]!;
    total += weight;
    sum += weight * values[r]!;
  }
  const mean = sum / total;
  for (let r = 0; r < values.length; r++)
    squares += (weights === null ? 1 : weights[r]!) * (values[r]! - mean) ** 2;
  return squares / total;
}

/** x m', rows weighed by their roots: [n x rows] of m [n x cols], row after row. */
function times({ rows, cols, data }: Matrix, roots: Float64Array | null, m: Float64Array, n: number) {
  const out = new Float64Array(n * rows);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < cols; c++) {
      const v = m[i * cols + c]!;
      for (let r = 0; r < rows; r++) out[i * rows + r]! += v * data[c * rows + r]!;
    }
    if (roots !== null) for (let r = 0; r < rows; r++) out[i * rows + r]! *= roots[r]!;
  }
  return out;
}

/** m x, rows weighed by their roots: [n x cols] of m [n x rows], row after row. */
function timesTransposed(
  { rows, cols, data }: Matrix,
  roots: Float64Array | null,
  m: Float64Array,
  n: number,
) {
  const weighed = roots === null ? m : m.map((v, i) => v * roots[i % rows]!);
  const out = new Float64Array(n * cols);
  for (let i = 0; i < n; i++)
    for (let c = 0; c < cols; c++) out[i * cols + c] = dot(weighed, i * rows, data, c * rows, rows);
  return out;
}

/**
 * Make n vectors of this length orthonormal, each against those before it, twice over: once leaves too much. One that
 * lies within those before it becomes 0.
 */
function orthonormalise(m: Float64Array, n: number, length: number): void {
  for (let i = 0; i < n; i++) {
    const before = Math.sqrt(dot(m, i * length, m, i * length, length));
    for (const _ of [1, 2])
      for (let j = 0; j < i; j++) {
        const along = dot(m, i * length, m, j * length, length);
        for (let k = 0; k < length; k++) m[i * length + k]! -= along * m[j * length + k]!;
      }
    const size = Math.sqrt(dot(m, i * length, m, i * length, length));
    const by = size > 1e-13 * before ? 1 / size : 0;
    for (let k = 0; k < length; k++) m[i * length + k]! *= by;
  }
}

function dot(a: Float64Array, from: number, b: Float64Array, to: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[from + i]! * b[to + i]!;
  return sum;
}
