import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import { lbfgs } from '../../kernels/lbfgs.ts';
import type { Matrix } from '../../table/matrix.ts';
import { addColumns, dotColumns } from './column-sums.ts';
import type { BlockLoss } from './losses.ts';
import { type Penalty, penaltyParts } from './penalty.ts';
import { type Standardized, standardize } from './standardize.ts';

export interface LinearProblem {
  readonly train: Pick<TrainingSet, 'x' | 'y' | 'weights'>;
  readonly outputs: number;
  readonly loss: BlockLoss;
  readonly penalty: Penalty;
  /** Stop when no slope of the mean loss, by the weight of a standardised column, is larger. */
  readonly tolerance: number;
  readonly iterations: number;
  /** [outputs] intercepts to start from. */
  readonly start: Float64Array;
}

export interface LinearFit {
  /** [outputs x cols] by column as given; 0 for a column that does not vary. */
  readonly weights: Float64Array;
  /** [outputs] */
  readonly intercepts: Float64Array;
  /** [cols] weighted mean and deviation of each column over the training rows. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Rows whose sums, with eight columns beside them, stay in the first-level cache. */
const BLOCK = 512;

/**
 * Find the weights and intercepts that make sum_r weight_r loss(r) + penalty(weights) smallest; intercepts are free.
 *
 * The search runs in weights of standardised columns (theta = w x deviation), which makes it insensitive to units; the
 * penalty is still that of w. Columns that do not vary get weight 0. Without a penalty and with columns that determine each
 * other, the result is the solution nearest 0 in theta.
 *
 * Finite x, no missing values. O(iterations x rows x cols x outputs); one copy of x. Throws 'train/cancelled'.
 */
export function fitLinear(problem: LinearProblem, run: Run): LinearFit {
  const { train, outputs, iterations } = problem;
  const weights = train.weights ?? new Float64Array(train.y.length).fill(1);
  const scaled = standardize(train.x, weights);
  const cols = scaled.x.cols;
  const parameters = new Float64Array(outputs * (cols + 1));
  parameters.set(problem.start, outputs * cols);
  const { l1, l2 } = chargesOf(problem, scaled, sum(weights));

  const meanLoss = meanLossOf(problem, scaled.x, weights);
  const result = lbfgs(
    (at, gradient) => {
      let value = meanLoss(at, gradient);
      for (let i = 0; i < l2.length; i++) {
        value += (l2[i]! * at[i]! * at[i]!) / 2;
        gradient[i]! += l2[i]! * at[i]!;
      }
      run.checkCancelled();
      return value;
    },
    parameters,
    {
      l1,
      tolerance: problem.tolerance,
      iterations,
      onIteration: (k, value) => run.progress(k / iterations, `iteration ${k}, loss ${value.toFixed(5)}`),
    },
  );
  return { ...unscale(parameters, scaled, outputs, train.x.cols), ...pick(scaled, result) };
}

const pick = (
  { mean, deviation }: Standardized,
  { iterations, converged }: { iterations: number; converged: boolean },
) => ({ mean, deviation, iterations, converged });

/** The charges on theta of each standardised column and output, per unit of weight of the rows. */
function chargesOf(
  { penalty, outputs }: LinearProblem,
  { column, deviation }: Standardized,
  total: number,
): { l1: Float64Array | null; l2: Float64Array } {
  const parts = penaltyParts(penalty);
  const charge = (part: number, power: number): Float64Array => {
    const out = new Float64Array(outputs * (column.length + 1));
    for (let i = 0; i < outputs * column.length; i++)
      out[i] = part / total / deviation[column[i % column.length]!]! ** power;
    return out;
  };
  return { l1: parts.l1 > 0 ? charge(parts.l1, 1) : null, l2: charge(parts.l2, 2) };
}

/** The weighted mean loss and its gradient. Parameters: [outputs x cols] weights, then [outputs] intercepts. */
function meanLossOf(
  { train, outputs, loss }: LinearProblem,
  x: Matrix,
  weights: Float64Array,
): (at: Float64Array, gradient: Float64Array) => number {
  const { rows, cols, data } = x;
  const total = sum(weights);
  const scores = Array.from({ length: outputs }, () => new Float64Array(BLOCK));
  const intercept = outputs * cols;
  return (at, gradient) => {
    gradient.fill(0);
    let value = 0;
    for (let from = 0; from < rows; from += BLOCK) {
      const count = Math.min(BLOCK, rows - from);
      for (let k = 0; k < outputs; k++) {
        scores[k]!.fill(at[intercept + k]!);
        addColumns(data, rows, cols, from, count, at, k * cols, scores[k]!);
      }
      value += loss(scores, train.y, weights, from, count);
      for (let k = 0; k < outputs; k++) {
        dotColumns(data, rows, cols, from, count, scores[k]!, gradient, k * cols);
        for (let i = 0; i < count; i++) gradient[intercept + k]! += scores[k]![i]!;
      }
    }
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= total;
    return value / total;
  };
}

function unscale(
  parameters: Float64Array,
  { column, mean, deviation }: Standardized,
  outputs: number,
  cols: number,
): { weights: Float64Array; intercepts: Float64Array } {
  const weights = new Float64Array(outputs * cols);
  const intercepts = parameters.slice(outputs * column.length);
  for (let k = 0; k < outputs; k++)
    column.forEach((c, j) => {
      const weight = parameters[k * column.length + j]! / deviation[c]!;
      weights[k * cols + c] = weight;
      intercepts[k]! -= weight * mean[c]!;
    });
  return { weights, intercepts };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
