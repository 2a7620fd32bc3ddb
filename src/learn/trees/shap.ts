import { gaussLegendre } from '../../kernels/gauss-legendre.ts';
import type { Matrix } from '../../table/matrix.ts';
import { depthOf, type Forest, goesLeft, meanScores } from './forest.ts';

/**
 * Exact Shapley values of the columns of one row, by the trees' own idea of what is unknown: a split of an unknown column
 * sends a row both ways, by the shares of training rows that went there (path-dependent TreeSHAP, Lundberg et al. 2018).
 *
 * What a leaf adds when each column is known with chance t is its value times a factor for every column on its way:
 * z + (1 - z) t where the row goes that way by all splits of the column, z (1 - t) where it does not; z is the share of
 * training rows that did. A column's contribution is the integral over t of how much that changes with the column's own
 * chance: the sum over leaves of value x (1 - z, or -z) x the other factors (Owen 1972, "Multilinear extensions of games").
 * The integrand is a polynomial, so that a few points give the integral exactly. Products on the way down and sums on the
 * way up cost O(points) a node (as in Yu et al. 2022, "Linear TreeShap"), and all factors lie in (0, 1]: nothing cancels.
 */
export class TreeExplainer {
  /** [outputs] mean score over training rows. */
  readonly base: Float64Array;
  private readonly forest: Forest;
  private readonly points: Float64Array;
  private readonly weights: Float64Array;
  /** [points] weight / (1 - point) */
  private readonly lostWeights: Float64Array;
  /** [levels * points] product of the factors so far; sum over the leaves below of value x all factors. */
  private readonly products: Float64Array;
  private readonly sums: Float64Array;
  /** [cols] z of the splits above, 1 = none; 1 where the row went another way at one of them. */
  private readonly share: Float64Array;
  private readonly lost: Uint8Array;

  constructor(forest: Forest) {
    const { cardinality } = forest.arrays;
    const depth = depthOf(forest);
    const { points, weights } = gaussLegendre(Math.max(1, Math.ceil(mostColumns(forest) / 2)));
    this.forest = forest;
    this.base = meanScores(forest);
    this.points = points;
    this.weights = weights;
    this.lostWeights = weights.map((w, q) => w / (1 - points[q]!));
    this.products = new Float64Array((depth + 1) * points.length).fill(1, 0, points.length);
    this.sums = new Float64Array((depth + 1) * points.length);
    this.share = new Float64Array(cardinality.length).fill(1);
    this.lost = new Uint8Array(cardinality.length);
  }

  /**
   * Contribution of each column to each output: out[k * cols + c], overwritten; they and `base` sum to the raw score.
   *
   * O(nodes x columns on the way to a leaf).
   */
  contributions(rows: Matrix, row: number, out: Float64Array): void {
    const { root, base, cardinality } = this.forest.arrays;
    const cols = cardinality.length;
    out.fill(0);
    for (let t = 0; t < root.length - 1; t++) {
      const k = t % base.length;
      this.walk(rows, row, root[t]!, 0, out.subarray(k * cols, (k + 1) * cols));
    }
  }

  /** Sum over the leaves below a node, whose products stand from `at`, and add what its split tells of its column. */
  private walk(rows: Matrix, row: number, node: number, at: number, out: Float64Array): void {
    const { forest, products, sums, share, lost } = this;
    const { left, column, cover, value } = forest.arrays;
    const next = left[node]!;
    const n = this.points.length;
    if (next === 0) {
      for (let q = at; q < at + n; q++) sums[q] = value[node]! * products[q]!;
      return;
    }
    const c = column[node]!;
    if (lost[c] === 1) {
      // The row is known to be lost to both sides: they differ in how many training rows they had, and tell nothing more.
      for (const child of [next, next + 1]) {
        const part = cover[child]! / cover[node]!;
        for (let q = at; q < at + n; q++) products[q + n] = products[q]! * part;
        this.walk(rows, row, child, at + n, out);
        for (let q = at; q < at + n; q++) sums[q] = sums[q + n]! + (child === next ? 0 : sums[q]!);
      }
      return;
    }
    const hot = goesLeft(forest, rows, row, node) ? next : next + 1;
    const cold = 2 * next + 1 - hot;
    const before = share[c]!;
    const kept = (before * cover[hot]!) / cover[node]!;
    this.multiply(at, before, kept, 1 - kept);
    share[c] = kept;
    this.walk(rows, row, hot, at + n, out);
    let part = this.kept(at + n, kept);
    for (let q = at; q < at + n; q++) sums[q] = sums[q + n]!;
    const other = (before * cover[cold]!) / cover[node]!;
    this.multiply(at, before, other, -other);
    lost[c] = 1;
    this.walk(rows, row, cold, at + n, out);
    lost[c] = 0;
    share[c] = before;
    for (let q = 0; q < n; q++) part -= this.lostWeights[q]! * sums[at + n + q]!;
    for (let q = at; q < at + n; q++) sums[q] = sums[q]! + sums[q + n]!;
    // What the splits further up say of the column holds for the leaves that this one does not speak of.
    if (before < 1) part -= this.kept(at, before);
    out[c] = out[c]! + part;
  }

  /** The products of a child: in place of the factor of a column that was kept with share `before`, still + slope t. */
  private multiply(at: number, before: number, still: number, slope: number): void {
    const { products, points } = this;
    const n = points.length;
    for (let q = 0; q < n; q++) {
      const factor = still + slope * points[q]!;
      const old = before + (1 - before) * points[q]!;
      products[at + n + q] = products[at + q]! * (before === 1 ? factor : factor / old);
    }
  }

  /** What a column tells that was kept with share z, of leaves whose sums stand from `at`. */
  private kept(at: number, z: number): number {
    const { sums, points, weights } = this;
    let sum = 0;
    for (let q = 0; q < points.length; q++) sum += (weights[q]! * sums[at + q]!) / (z + (1 - z) * points[q]!);
    return sum * (1 - z);
  }
}

/** Different columns on the way to a leaf, at most. O(nodes). */
function mostColumns({ arrays: { root, left, column, cardinality } }: Forest): number {
  const above = new Int32Array(cardinality.length);
  let met = 0;
  let most = 0;
  const walk = (node: number): void => {
    const next = left[node]!;
    if (next === 0) return;
    const c = column[node]!;
    if (above[c]!++ === 0) most = Math.max(most, ++met);
    walk(next);
    walk(next + 1);
    if (--above[c]! === 0) met--;
  };
  for (let t = 0; t < root.length - 1; t++) walk(root[t]!);
  return most;
}
