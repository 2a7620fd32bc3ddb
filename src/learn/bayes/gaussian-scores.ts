import type { Explainer } from '../../contracts/model.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { GaussianState } from './fit-gaussian.ts';

/** The state laid out for scoring: a column lowers the score of class k by (scale[k] x (value - mean[k]))^2. */
export interface GaussianTerms {
  readonly cols: number;
  readonly classes: number;
  readonly outputs: number;
  /** [classes] log prior - sum of log deviations; what all classes share is left out. */
  readonly constants: Float64Array;
  /** [classes x cols] */
  readonly mean: Float64Array;
  /** [classes x cols] 1 / (deviation x sqrt(2)) */
  readonly scale: Float64Array;
}

/** O(classes x cols), once. */
export function gaussianTerms({ facts, arrays }: GaussianState): GaussianTerms {
  const classes = arrays.logPriors.length;
  const cols = arrays.overallMean.length;
  const constants = arrays.logPriors.slice();
  for (let k = 0; k < classes; k++)
    for (let c = 0; c < cols; c++) constants[k]! -= 0.5 * Math.log(arrays.variance[k * cols + c]!);
  const scale = arrays.variance.map((v) => Math.SQRT1_2 / Math.sqrt(v));
  return { cols, classes, outputs: facts.binary ? 1 : classes, constants, mean: arrays.mean, scale };
}

/** A value out of all proportion costs this at most: sums of it stay finite, so a row always has an answer. */
const FURTHEST = 1e290;

const cost = (apart: number): number => Math.min(apart * apart, FURTHEST);

/**
 * Write the log-odds of class 1 (binary), or the log joint probability of each class but for what all classes share.
 *
 * out [rows x outputs] row after row. Sums run column after column for every row, so a row scores the same alone and in
 * any batch. Allocates nothing. O(rows x cols x classes).
 */
export function gaussianScores(terms: GaussianTerms, rows: Matrix, out: Float64Array): void {
  const { cols, classes, outputs, constants, mean, scale } = terms;
  const n = rows.rows;
  for (let r = 0; r < n; r++)
    for (let k = 0; k < outputs; k++)
      out[r * outputs + k] = outputs === 1 ? constants[1]! - constants[0]! : constants[k]!;
  for (let c = 0; c < cols; c++)
    for (let k = 0; k < classes; k++) {
      const m = mean[k * cols + c]!;
      const s = scale[k * cols + c]!;
      const to = outputs === 1 ? 0 : k;
      // The log-odds are the score of class 1 less that of class 0.
      const sign = outputs === 1 && k === 0 ? 1 : -1;
      for (let r = 0; r < n; r++) out[r * outputs + to]! += sign * cost((rows.data[c * n + r]! - m) * s);
    }
}

/**
 * Exact contributions: what a column adds to a score, less what it adds on average over the training rows.
 *
 * The average of a square is the variance plus the square of the mean, so no training row is needed.
 */
export function gaussianExplainer(state: GaussianState): Explainer {
  const terms = gaussianTerms(state);
  const { cols, classes, outputs, constants, mean, scale } = terms;
  const { overallMean, overallVariance } = state.arrays;
  const usual = mean.map((m, i) => {
    const c = i % cols;
    const s = scale[i]!;
    return Math.min(s * s * overallVariance[c]! + cost((overallMean[c]! - m) * s), FURTHEST);
  });
  const scores = constants.slice();
  for (let k = 0; k < classes; k++) for (let c = 0; c < cols; c++) scores[k]! -= usual[k * cols + c]!;
  return {
    base: outputs === 1 ? Float64Array.of(scores[1]! - scores[0]!) : scores,
    contributions(rows, row, out) {
      for (let c = 0; c < cols; c++) {
        const value = rows.data[c * rows.rows + row]!;
        if (outputs === 1) out[c] = adds(cols + c, value) - adds(c, value);
        else for (let k = 0; k < classes; k++) out[k * cols + c] = adds(k * cols + c, value);
      }
    },
  };

  function adds(at: number, value: number): number {
    return usual[at]! - cost((value - mean[at]!) * scale[at]!);
  }
}
