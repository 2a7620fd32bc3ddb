import type { TrainingSet } from '../../contracts/model.ts';
import { partOfRun, type Run } from '../../contracts/run.ts';
import type { Matrix } from '../../table/matrix.ts';
import { inUnits } from './change-units.ts';
import { denseColumns } from './column-sums.ts';
import type { LinearWeights } from './linear-scores.ts';
import type { LinearLoss } from './losses.ts';
import { type LossOfRows, meanLossOf, sum } from './mean-loss.ts';
import { type Charges, type Penalty, penaltyParts } from './penalty.ts';
import { proximalNewton } from './proximal-newton.ts';
import { readyColumns } from './ready-columns.ts';
import { ridge } from './ridge.ts';
import { startFromSample } from './sample-start.ts';
import { type Found, type SearchOptions, searchOf } from './search.ts';
import { type ColumnScale, inScale, scaleOf } from './standardize.ts';

export interface LinearProblem {
  readonly train: Pick<TrainingSet, 'x' | 'y' | 'weights'>;
  readonly outputs: number;
  readonly loss: LinearLoss;
  readonly penalty: Penalty;
  /** Stop when no slope of the mean loss, by the weight of a standardised column, is larger. */
  readonly tolerance: number;
  readonly iterations: number;
  /** [outputs] intercepts to start from; weights start from 0. */
  readonly start: Float64Array;
  /** Weights and intercepts to start from instead: fewer iterations where they are close. */
  readonly from?: LinearWeights | null;
}

export interface LinearFit {
  /** [outputs x cols] by column as given; 0 for a column that does not vary. */
  readonly weights: Float64Array;
  /** [outputs] */
  readonly intercepts: Float64Array;
  /** [cols] weighted mean and deviation of each column over the training rows. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly strength: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Find the weights and intercepts that make sum_r weight_r loss(r) + penalty(weights) smallest; intercepts are free.
 *
 * The search runs in weights of standardised columns (theta = w x deviation), which makes it insensitive to units; the
 * penalty is still that of w. Columns that do not vary get weight 0. Without a penalty and with columns that determine each
 * other, the result is the solution nearest 0 in theta.
 *
 * Finite x, no missing values. O(iterations x rows x cols x outputs); one copy of x, none without l1 where a recipe has
 * standardised it. Throws 'train/cancelled'.
 */
export const fitLinear = (problem: LinearProblem, run: Run): LinearFit =>
  fitPath(problem, [problem.penalty.strength], run)[0]!;

/** One fit for each strength in turn, each going on from the one before; the strength of the problem itself is not used. */
export function fitPath(problem: LinearProblem, strengths: readonly number[], run: Run): LinearFit[] {
  const { train, outputs, loss, penalty, from } = problem;
  const weights = train.weights ?? new Float64Array(train.y.length).fill(1);
  const rows = { y: train.y, weights, outputs, loss };
  const scale = scaleOf(train.x, weights);
  const at = from ? toScale(from, scale) : new Float64Array(outputs * (scale.column.length + 1));
  if (!from) at.set(problem.start, outputs * scale.column.length);
  const isSmooth = penaltyParts({ ...penalty, strength: 1 }).l1 === 0;
  const descend = isSmooth ? smoothSearch(rows, train.x, scale, !from) : kinkedSearch(rows, train.x, scale);
  return strengths.map((strength, i) => {
    const charges = chargesOf({ ...penalty, strength }, outputs, scale, sum(weights));
    const search = searchOf(problem, partOfRun(run, i / strengths.length, 1 / strengths.length));
    const { iterations, converged } = descend(at, charges, search);
    const { mean, deviation } = scale;
    return { ...unscale(at, scale, outputs), mean, deviation, strength, iterations, converged };
  });
}

/** Goes on from `at`, in place. */
type Descend = (at: Float64Array, charges: Charges, search: SearchOptions) => Found;

/** Without l1: L-BFGS, begun from a sample where nothing better is known. */
function smoothSearch(
  rows: Omit<LossOfRows, 'x'>,
  x: Matrix,
  scale: ColumnScale,
  isFromNothing: boolean,
): Descend {
  const { columns, units } = readyColumns(x, scale);
  const raw = meanLossOf({ ...rows, x: columns });
  const meanLoss = units === null ? raw : inUnits(raw, rows.outputs, units);
  let isFirst = isFromNothing;
  return (at, { l2 }, search) => {
    const inverse = isFirst ? startFromSample(rows, x, scale, at, l2, search) : undefined;
    isFirst = false;
    return ridge(meanLoss, at, l2, search, inverse);
  };
}

/** With l1: proximal Newton by coordinate descent. */
function kinkedSearch(rows: Omit<LossOfRows, 'x'>, given: Matrix, scale: ColumnScale): Descend {
  const { outputs, weights } = rows;
  const x = inScale(given, scale);
  const meanLoss = meanLossOf({ ...rows, x: denseColumns(x) });
  const total = sum(weights);
  const shares = weights.map((w) => w / total);
  return (at, charges, search) => proximalNewton({ meanLoss, x, outputs, shares, charges }, at, search);
}

/** The charges on theta of each standardised column and output, per unit of weight of the rows. */
function chargesOf(
  penalty: Penalty,
  outputs: number,
  { column, deviation }: ColumnScale,
  total: number,
): Charges {
  const parts = penaltyParts(penalty);
  const charge = (part: number, power: number): Float64Array => {
    const out = new Float64Array(outputs * (column.length + 1));
    for (let i = 0; i < outputs * column.length; i++)
      out[i] = part / total / deviation[column[i % column.length]!]! ** power;
    return out;
  };
  return { l1: charge(parts.l1, 1), l2: charge(parts.l2, 2) };
}

/** Weights and intercepts by standardised column, as the search has them. */
function toScale(
  { weights, intercepts, outputs }: LinearWeights,
  { column, mean, deviation }: ColumnScale,
): Float64Array {
  const out = new Float64Array(outputs * (column.length + 1));
  out.set(intercepts, outputs * column.length);
  for (let k = 0; k < outputs; k++)
    column.forEach((c, j) => {
      const weight = weights[k * mean.length + c]!;
      out[k * column.length + j] = weight * deviation[c]!;
      out[outputs * column.length + k]! += weight * mean[c]!;
    });
  return out;
}

function unscale(
  parameters: Float64Array,
  { column, mean, deviation }: ColumnScale,
  outputs: number,
): { weights: Float64Array; intercepts: Float64Array } {
  const cols = mean.length;
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
