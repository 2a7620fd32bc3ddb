import type { Explainer } from '../../contracts/model.ts';
import type { Matrix } from '../../table/matrix.ts';

/** What every linear model scores with. */
export interface LinearWeights {
  readonly outputs: number;
  /** [outputs x cols] */
  readonly weights: Float64Array;
  /** [outputs] */
  readonly intercepts: Float64Array;
}

/**
 * Write intercept + sum of weight x value for each row and output.
 *
 * out [rows x outputs] row after row. Sums run column after column for every row, so that a row gives the same number
 * alone and in any batch, to the last bit. Allocates nothing.
 */
export function linearScores(model: LinearWeights, rows: Matrix, out: Float64Array): void {
  const { outputs, weights, intercepts } = model;
  const { rows: n, cols, data } = rows;
  for (let k = 0; k < outputs; k++) {
    for (let r = 0; r < n; r++) out[r * outputs + k] = intercepts[k]!;
    for (let c = 0; c < cols; c++) {
      const weight = weights[k * cols + c]!;
      if (weight === 0) continue;
      for (let r = 0; r < n; r++) out[r * outputs + k]! += weight * data[c * n + r]!;
    }
  }
}

/**
 * Exact contributions: weight x (value - mean of training rows), so that a row of means has none.
 *
 * mean [cols]. Source: Lundberg and Lee 2017, corollary 1 (linear SHAP with independent columns).
 */
export function linearExplainer(model: LinearWeights, mean: Float64Array): Explainer {
  const { outputs, weights, intercepts } = model;
  const cols = mean.length;
  const base = intercepts.slice();
  for (let k = 0; k < outputs; k++)
    for (let c = 0; c < cols; c++) base[k]! += weights[k * cols + c]! * mean[c]!;
  return {
    base,
    contributions(rows, row, out) {
      for (let k = 0; k < outputs; k++)
        for (let c = 0; c < cols; c++) {
          const weight = weights[k * cols + c]!;
          out[k * cols + c] = weight === 0 ? 0 : weight * (rows.data[c * rows.rows + row]! - mean[c]!);
        }
    },
  };
}

/** [cols] |weight| x deviation summed over outputs, as shares; all 0 when every weight is 0. */
export function linearImportances(model: LinearWeights, deviation: Float64Array): Float64Array {
  const cols = deviation.length;
  const shares = new Float64Array(cols);
  let total = 0;
  for (let k = 0; k < model.outputs; k++)
    for (let c = 0; c < cols; c++) {
      const size = Math.abs(model.weights[k * cols + c]!) * deviation[c]!;
      shares[c]! += size;
      total += size;
    }
  if (total > 0) for (let c = 0; c < cols; c++) shares[c]! /= total;
  return shares;
}
