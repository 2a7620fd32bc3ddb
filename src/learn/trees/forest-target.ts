import type { TrainingSet } from '../../contracts/model.ts';
import { outputsOf } from '../../contracts/task.ts';

/**
 * What the leaves of a forest average.
 *
 * Sums over rows are held as [weight, weighted truth of each output]: the value less its mean, or the indicator of
 * class 1, or of each of several classes.
 */
export interface ForestTarget {
  readonly outputs: number;
  /** [rows] value less `centre`, 0 or 1, or the index of the class where there are several outputs. */
  readonly truth: Float64Array;
  /** [rows] */
  readonly weight: Float64Array;
  /** [outputs] added to what leaves say: the mean of the values, so that large ones lose no digits; 0 for classes. */
  readonly centre: Float64Array;
  /** [outputs] what all rows say together: 0, or the class frequencies. */
  readonly prior: Float64Array;
  /** Leaves hold class frequencies, in 0..1. */
  readonly classes: boolean;
}

/** The target of a training set. O(rows). */
export function forestTarget({ task, y, weights }: TrainingSet): ForestTarget {
  const outputs = outputsOf(task);
  const weight = weights ?? new Float64Array(y.length).fill(1);
  const classes = task.category !== 'regression';
  const sums = new Float64Array(outputs + 1);
  for (let r = 0; r < y.length; r++) addRow(sums, 0, outputs, y[r]!, weight[r]!);
  const means = sums.subarray(1).map((sum) => sum / sums[0]!);
  const zero = new Float64Array(outputs);
  if (classes) return { outputs, truth: y, weight, centre: zero, prior: means, classes };
  return { outputs, truth: y.map((v) => v - means[0]!), weight, centre: means, prior: zero, classes };
}

/** Add one row to the sums from index `at`. */
function addRow(sums: Float64Array, at: number, outputs: number, truth: number, weight: number): void {
  sums[at] = sums[at]! + weight;
  const k = outputs === 1 ? at + 1 : at + 1 + truth;
  sums[k] = sums[k]! + (outputs === 1 ? weight * truth : weight);
}
