import type { ClusterShape } from '../contracts/evaluation.ts';
import { argMax } from '../kernels/arg-max.ts';
import { drawShare } from '../kernels/draw-share.ts';
import { random } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';
import { type Matrix, takeMatrix } from '../table/matrix.ts';

/** Rows whose silhouette is taken at most: each is held against every other. */
const SILHOUETTE_ROWS = 2000;

/**
 * How clear cut clusters are on rows that need not be those they were found on.
 *
 * x [rows x cols] without NaN; said [rows x clusters] memberships. O(rows cols clusters), and for the silhouette
 * 2000^2 cols. Sources: Rousseeuw 1987; Davies and Bouldin 1979; Calinski and Harabasz 1974; as in scikit-learn.
 */
export function clusterShape(x: Matrix, said: Float64Array, clusters: number, seed: number): ClusterShape {
  const labels = Int32Array.from({ length: x.rows }, (_, r) => argMax(said, r * clusters, clusters));
  const sizes = new Array<number>(clusters).fill(0);
  for (const label of labels) sizes[label]!++;
  const filled = sizes.filter((n) => n > 0).length;
  if (filled < 2 || filled === x.rows)
    return { sizes, silhouette: null, daviesBouldin: null, calinskiHarabasz: null };
  const centres = centresOf(x, labels, sizes);
  const rows = drawShare(range(x.rows), Math.min(1, SILHOUETTE_ROWS / x.rows), random(seed)).drawn;
  const drawn = Int32Array.from(rows, (r) => labels[r]!);
  return {
    sizes,
    silhouette: finite(silhouette(takeMatrix(x, rows), drawn, clusters)),
    daviesBouldin: finite(daviesBouldin(x, labels, sizes, centres)),
    calinskiHarabasz: finite(calinskiHarabasz(x, labels, sizes, centres)),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** [clusters x cols] the mean of the rows of each. */
function centresOf({ rows, cols, data }: Matrix, labels: Int32Array, sizes: readonly number[]): Float64Array {
  const centres = new Float64Array(sizes.length * cols);
  for (let c = 0; c < cols; c++)
    for (let r = 0; r < rows; r++) {
      const label = labels[r]!;
      centres[label * cols + c]! += data[c * rows + r]! / sizes[label]!;
    }
  return centres;
}

/** The mean over the rows; 0 for a row that is alone in its cluster. */
function silhouette({ rows, cols, data }: Matrix, labels: Int32Array, clusters: number): number {
  const sizes = new Float64Array(clusters);
  for (const label of labels) sizes[label]!++;
  const sums = new Float64Array(clusters);
  let total = 0;
  for (let r = 0; r < rows; r++) {
    sums.fill(0);
    for (let o = 0; o < rows; o++) {
      let square = 0;
      for (let c = 0; c < cols; c++) square += (data[c * rows + r]! - data[c * rows + o]!) ** 2;
      sums[labels[o]!]! += Math.sqrt(square);
    }
    const own = labels[r]!;
    if (sizes[own]! < 2) continue;
    const a = sums[own]! / (sizes[own]! - 1);
    let b = Infinity;
    for (let k = 0; k < clusters; k++) if (k !== own && sizes[k]! > 0) b = Math.min(b, sums[k]! / sizes[k]!);
    total += a === b ? 0 : (b - a) / Math.max(a, b);
  }
  return total / rows;
}

function daviesBouldin(
  { rows, cols, data }: Matrix,
  labels: Int32Array,
  sizes: readonly number[],
  centres: Float64Array,
): number {
  const width = new Float64Array(sizes.length);
  for (let r = 0; r < rows; r++) {
    const label = labels[r]!;
    let square = 0;
    for (let c = 0; c < cols; c++) square += (data[c * rows + r]! - centres[label * cols + c]!) ** 2;
    width[label]! += Math.sqrt(square) / sizes[label]!;
  }
  const filled = sizes.flatMap((n, k) => (n > 0 ? [k] : []));
  const worst = filled.map((i) => {
    const others = filled.filter((j) => j !== i);
    return Math.max(
      ...others.map((j) => {
        let square = 0;
        for (let c = 0; c < cols; c++) square += (centres[i * cols + c]! - centres[j * cols + c]!) ** 2;
        return (width[i]! + width[j]!) / Math.sqrt(square);
      }),
    );
  });
  return worst.reduce((a, b) => a + b, 0) / filled.length;
}

function calinskiHarabasz(
  { rows, cols, data }: Matrix,
  labels: Int32Array,
  sizes: readonly number[],
  centres: Float64Array,
): number {
  const filled = sizes.filter((n) => n > 0).length;
  let [between, within] = [0, 0];
  for (let c = 0; c < cols; c++) {
    let mean = 0;
    for (let r = 0; r < rows; r++) mean += data[c * rows + r]! / rows;
    for (let r = 0; r < rows; r++) within += (data[c * rows + r]! - centres[labels[r]! * cols + c]!) ** 2;
    for (let k = 0; k < sizes.length; k++) between += sizes[k]! * (centres[k * cols + c]! - mean) ** 2;
  }
  return (between * (rows - filled)) / (within * (filled - 1));
}
