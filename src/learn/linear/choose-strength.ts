import type { TrainingSet } from '../../contracts/model.ts';
import { partOfRun, type Run } from '../../contracts/run.ts';
import { dealFolds } from '../../kernels/deal-folds.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { takeMatrix } from '../../table/matrix.ts';
import { fitLinear, fitPath, type LinearFit, type LinearProblem } from './fit-linear.ts';
import { linearScores } from './linear-scores.ts';
import { penaltyParts } from './penalty.ts';

type Rows = Pick<TrainingSet, 'x' | 'y' | 'weights'>;

export interface StrengthChoice {
  /** Strengths that are tried; 1 = that of the problem. */
  readonly strengths: number;
  /** Without rows to judge by, these are folds of the training rows in turn. */
  readonly validation: Rows | null;
  /** Classes to deal evenly into folds; null = values. */
  readonly classes: number | null;
}

const FOLDS = 5;
/** An l2 drops no column however strong it is: its path begins where this share of l1 would drop all. */
const LEAST_MIX = 1e-3;

/**
 * Fit under the one of several strengths that does best on rows not learned from: from one that leaves no weight, in equal
 * ratios, down to the strength of the problem, each fit going on from the one before. One path of fits with validation rows;
 * else one for each of 5 folds and one for all rows. Source: Friedman, Hastie and Tibshirani 2010, section 2.5.
 */
export function fitChosen(problem: LinearProblem, choice: StrengthChoice, run: Run): LinearFit {
  const { strengths, validation } = choice;
  if (!(strengths > 1)) return fitLinear(problem, run);
  const path = pathTo(problem, strengths);
  if (validation !== null && validation.y.length > 0) {
    const fits = fitPath(problem, path, run);
    return fits[lowest(lossesOf(problem, fits, validation))]!;
  }
  const losses = lossesByFold(problem, path, choice.classes, run);
  const best = losses === null ? path.length - 1 : lowest(losses);
  const rest = partOfRun(run, FOLDS / (FOLDS + 1), 1 / (FOLDS + 1));
  return fitPath(problem, path.slice(0, best + 1), rest).at(-1)!;
}

/** Strengths in equal ratios, the strongest first. With l1, that one leaves no weight. */
export function pathTo({ train, outputs, loss, penalty, start }: LinearProblem, count: number): number[] {
  const { x, y } = train;
  const weights = train.weights ?? new Float64Array(y.length).fill(1);
  const scores = Array.from({ length: outputs }, (_, k) => new Float64Array(y.length).fill(start[k]!));
  loss.slopes(scores, y, weights, 0, y.length);
  let steepest = 0;
  for (const slopes of scores)
    for (let c = 0; c < x.cols; c++) {
      let slope = 0;
      for (let r = 0; r < x.rows; r++) slope += slopes[r]! * x.data[c * x.rows + r]!;
      if (Number.isFinite(slope)) steepest = Math.max(steepest, Math.abs(slope));
    }
  const { l1, l2 } = penaltyParts({ ...penalty, strength: 1 });
  const strongest = steepest / Math.max(l1, LEAST_MIX);
  const last = penalty.strength;
  if (l1 + l2 === 0 || !(last > 0 && strongest > last)) return [last];
  return Array.from({ length: count }, (_, i) => last * (strongest / last) ** (1 - i / (count - 1)));
}

/** Summed over folds, the loss of each strength on the fold that it did not learn from; null with too few rows. */
function lossesByFold(
  problem: LinearProblem,
  path: readonly number[],
  classes: number | null,
  run: Run,
): number[] | null {
  const { train } = problem;
  if (train.y.length < 2 * FOLDS) return null;
  const fold = dealFolds(train.y, classes, FOLDS, random(seedFor(run.seed, 'folds')));
  const rows = range(train.y.length);
  const losses = path.map(() => 0);
  for (let f = 0; f < FOLDS; f++) {
    const learned = rows.filter((r) => fold[r] !== f);
    const judged = rows.filter((r) => fold[r] === f);
    const part = partOfRun(run, f / (FOLDS + 1), 1 / (FOLDS + 1));
    const fits = fitPath({ ...problem, train: rowsOf(train, learned) }, path, part);
    lossesOf(problem, fits, rowsOf(train, judged)).forEach((loss, i) => {
      losses[i]! += loss;
    });
  }
  return losses;
}

/** The sum of the losses of these rows under each fit. */
function lossesOf(
  { loss, outputs }: LinearProblem,
  fits: readonly LinearFit[],
  { x, y, weights }: Rows,
): number[] {
  const each = weights ?? new Float64Array(y.length).fill(1);
  const out = new Float64Array(y.length * outputs);
  return fits.map((fit) => {
    linearScores({ outputs, ...fit }, x, out);
    const scores = Array.from({ length: outputs }, (_, k) => y.map((_, r) => out[r * outputs + k]!));
    return loss.slopes(scores, y, each, 0, y.length);
  });
}

/** The first of the lowest: among equals the strongest penalty. */
const lowest = (losses: readonly number[]): number => losses.indexOf(Math.min(...losses));

const rowsOf = ({ x, y, weights }: Rows, rows: Int32Array): Rows => ({
  x: takeMatrix(x, rows),
  y: Float64Array.from(rows, (r) => y[r]!),
  weights: weights && Float64Array.from(rows, (r) => weights[r]!),
});
