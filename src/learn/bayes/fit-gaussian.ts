import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { isClassed } from '../../contracts/task.ts';
import { logPriorsOf } from './log-priors.ts';

/**
 * What Gaussian naive Bayes learned, of `classes` classes.
 *
 * logPriors [classes]; mean and variance [classes x cols], the variance with its smoothing; overallMean and
 * overallVariance [cols] of all training rows.
 */
export interface GaussianState extends State {
  readonly facts: { readonly binary: boolean };
  readonly arrays: {
    readonly logPriors: Float64Array;
    readonly mean: Float64Array;
    readonly variance: Float64Array;
    readonly overallMean: Float64Array;
    readonly overallVariance: Float64Array;
  };
}

/**
 * Weighted mean and variance of every column within every class.
 *
 * `smoothing` x the largest variance of a column is added to each variance; where no column varies, `smoothing` itself.
 * A class without a row is given mean 0 and variance 1, and is never answered. Throws 'train/cancelled'.
 * O(rows x cols). Source: scikit-learn's GaussianNB; means first and squares second, which loses no digits.
 */
export function fitGaussian(
  train: TrainingSet,
  { smoothing, equal }: { readonly smoothing: number; readonly equal: boolean },
  run: Run,
): GaussianState {
  const { x, y, weights, task } = train;
  const classes = isClassed(task) ? task.classes.length : 0;
  const mean = new Float64Array(classes * x.cols);
  const variance = new Float64Array(classes * x.cols);
  const overallMean = new Float64Array(x.cols);
  const overallVariance = new Float64Array(x.cols);
  const all = new Float64Array(x.rows);
  for (let c = 0; c < x.cols; c++) {
    run.checkCancelled();
    const column = x.data.subarray(c * x.rows, (c + 1) * x.rows);
    const one = groupMoments(column, all, weights, 1);
    overallMean[c] = one.mean[0]!;
    overallVariance[c] = one.variance[0]!;
    const each = groupMoments(column, y, weights, classes);
    for (let k = 0; k < classes; k++) {
      mean[k * x.cols + c] = each.mean[k]!;
      variance[k * x.cols + c] = each.variance[k]!;
    }
    run.progress((c + 1) / x.cols);
  }
  const largest = overallVariance.reduce((a, b) => Math.max(a, b), 0);
  const added = smoothing * (largest > 0 ? largest : 1);
  return {
    facts: { binary: task.category === 'binary' },
    arrays: {
      logPriors: logPriorsOf(y, weights, classes, equal),
      mean,
      variance: variance.map((v) => v + added),
      overallMean,
      overallVariance,
    },
  };
}

/** Weighted mean and variance of the values of each group; 0 and 1 for a group without a row. */
function groupMoments(
  values: Float64Array,
  group: Float64Array,
  weights: Float64Array | null,
  groups: number,
): { mean: Float64Array; variance: Float64Array } {
  const total = new Float64Array(groups);
  const mean = new Float64Array(groups);
  const variance = new Float64Array(groups);
  for (let r = 0; r < values.length; r++) {
    const weight = weights === null ? 1 : weights[r]!;
    total[group[r]!]! += weight;
    mean[group[r]!]! += weight * values[r]!;
  }
  for (let k = 0; k < groups; k++) if (total[k]! > 0) mean[k]! /= total[k]!;
  for (let r = 0; r < values.length; r++) {
    const apart = values[r]! - mean[group[r]!]!;
    variance[group[r]!]! += (weights === null ? 1 : weights[r]!) * apart * apart;
  }
  for (let k = 0; k < groups; k++) variance[k] = total[k]! > 0 ? variance[k]! / total[k]! : 1;
  return { mean, variance };
}
