import type { Run } from '../../contracts/run.ts';
import type { Matrix } from '../../table/matrix.ts';
import { logDensities, type Mixture, mixtureTerms } from './mixture.ts';

export interface MixtureSettings {
  readonly diagonal: boolean;
  /** Added to every variance. */
  readonly added: number;
  readonly iterations: number;
  /** It ends when the mean log density rises by less. */
  readonly tolerance: number;
}

export interface FittedMixture {
  readonly mixture: Mixture;
  /** Mean log density of the rows before the last step. */
  readonly bound: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** So many more in each component than its rows weigh: none is divided by 0. */
const LEAST = 10 * Number.EPSILON;

/**
 * Expectation and maximisation from a mixture, until the mean log density hardly rises.
 *
 * x [rows x cols] finite; weights [rows] or null = all 1. Logs throughout, so that far rows keep their share. Throws
 * 'train/cancelled'. O(rows k cols^2) a step, without the square where `diagonal`. Source: Dempster, Laird and Rubin
 * 1977; constants as in scikit-learn.
 */
export function maximise(
  x: Matrix,
  weights: Float64Array | null,
  start: Mixture,
  { added, iterations, tolerance }: MixtureSettings,
  run: Run,
): FittedMixture {
  const shares = new Float64Array(x.rows * start.weights.length);
  let mixture = start;
  let bound = -Infinity;
  for (let step = 1; step <= iterations; step++) {
    const before = bound;
    bound = expect(x, weights, mixture, shares, run);
    mixture = mixtureOf(x, weights, shares, mixture.weights.length, mixture.diagonal, added);
    run.progress(step / iterations, `step ${step}, mean log density ${bound.toFixed(4)}`);
    if (Math.abs(bound - before) < tolerance) return { mixture, bound, iterations: step, converged: true };
  }
  return { mixture, bound, iterations, converged: false };
}

/** shares [rows x k] of each component in each row. @returns the weighted mean log density. */
function expect(
  x: Matrix,
  weights: Float64Array | null,
  mixture: Mixture,
  shares: Float64Array,
  run: Run,
): number {
  const terms = mixtureTerms(mixture);
  const k = mixture.weights.length;
  const apart = new Float64Array(x.cols);
  const logs = new Float64Array(k);
  let sum = 0;
  let total = 0;
  for (let r = 0; r < x.rows; r++) {
    if (r % 4096 === 0) run.checkCancelled();
    const density = logDensities(terms, x, r, apart, logs);
    for (let j = 0; j < k; j++) shares[r * k + j] = Math.exp(logs[j]! - density);
    const weight = weights === null ? 1 : weights[r]!;
    sum += weight * density;
    total += weight;
  }
  return sum / total;
}

/**
 * The mixture that is likeliest when `shares` [rows x k] of each row are of each component; `added` to every variance.
 * O(rows k cols^2), without the square where `diagonal`.
 */
export function mixtureOf(
  x: Matrix,
  weights: Float64Array | null,
  shares: Float64Array,
  k: number,
  diagonal: boolean,
  added: number,
): Mixture {
  const { rows, cols, data } = x;
  const sums = new Float64Array(k).fill(LEAST);
  const own = weights === null ? shares : shares.map((s, i) => s * weights[Math.floor(i / k)]!);
  for (let i = 0; i < own.length; i++) sums[i % k]! += own[i]!;
  const means = new Float64Array(k * cols);
  for (let c = 0; c < cols; c++)
    for (let r = 0; r < rows; r++)
      for (let j = 0; j < k; j++) means[j * cols + c]! += own[r * k + j]! * data[c * rows + r]!;
  for (let i = 0; i < means.length; i++) means[i]! /= sums[Math.floor(i / cols)]!;
  const total = sums.reduce((a, b) => a + b, 0);
  const covariances = diagonal
    ? variances(x, own, sums, means, added)
    : fullCovariances(x, own, sums, means, added);
  return { diagonal, cols, weights: sums.map((s) => s / total), means, covariances };
}

function variances(
  { rows, cols, data }: Matrix,
  own: Float64Array,
  sums: Float64Array,
  means: Float64Array,
  added: number,
): Float64Array {
  const k = sums.length;
  const out = new Float64Array(k * cols);
  for (let c = 0; c < cols; c++)
    for (let r = 0; r < rows; r++)
      for (let j = 0; j < k; j++) {
        const apart = data[c * rows + r]! - means[j * cols + c]!;
        out[j * cols + c]! += own[r * k + j]! * apart * apart;
      }
  return out.map((v, i) => v / sums[Math.floor(i / cols)]! + added);
}

function fullCovariances(
  { rows, cols, data }: Matrix,
  own: Float64Array,
  sums: Float64Array,
  means: Float64Array,
  added: number,
): Float64Array {
  const k = sums.length;
  const out = new Float64Array(k * cols * cols);
  const apart = new Float64Array(cols);
  for (let r = 0; r < rows; r++)
    for (let j = 0; j < k; j++) {
      const share = own[r * k + j]!;
      if (share === 0) continue;
      for (let c = 0; c < cols; c++) apart[c] = data[c * rows + r]! - means[j * cols + c]!;
      for (let c = 0; c < cols; c++) {
        const scaled = share * apart[c]!;
        const at = (j * cols + c) * cols;
        for (let b = 0; b <= c; b++) out[at + b]! += scaled * apart[b]!;
      }
    }
  for (let j = 0; j < k; j++)
    for (let c = 0; c < cols; c++)
      for (let b = 0; b <= c; b++) {
        const at = (j * cols + c) * cols + b;
        out[at] = out[at]! / sums[j]! + (b === c ? added : 0);
        out[(j * cols + b) * cols + c] = out[at]!;
      }
  return out;
}
