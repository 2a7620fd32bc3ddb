import { range } from '../../kernels/range.ts';
import { solvePositive } from '../../kernels/solve-positive.ts';
import { type Matrix, takeMatrix } from '../../table/matrix.ts';
import { denseColumns } from './column-sums.ts';
import { columnsOf, coordinatesOf, curvatureGram } from './curvature-gram.ts';
import { type LossOfRows, meanLossOf, sum } from './mean-loss.ts';
import { ridge } from './ridge.ts';
import type { SearchOptions } from './search.ts';
import { type ColumnScale, inScale } from './standardize.ts';

/** Share of the rows that is looked at first, and fewest rows for each parameter. */
const SHARE = 1 / 32;
const ROWS_PER_PARAMETER = 64;
/** With so few times as many rows as in the sample, the sample would save nothing. */
const WORTHWHILE = 8;
const MOST_PARAMETERS = 400;
/** Keeps the second derivatives of a softmax apart from 0, which has one score too many. */
const LEAST = 1e-9;

/**
 * Of many rows: go to the best weights of a sample of them, in place, and know the second derivatives there. What is left
 * takes L-BFGS three or four passes over all rows instead of a dozen.
 *
 * The sample is every so-manieth row, its weights charged a little more, so that a class that it hardly has drives none far.
 * @returns what solves for a step; undefined where there are too few rows, and `at` is then as it was.
 *
 * Source of the idea: Byrd, Chin, Neveitt and Nocedal 2011, "On the use of stochastic Hessian information in optimization
 * methods for machine learning".
 */
export function startFromSample(
  { y, weights, outputs, loss }: Omit<LossOfRows, 'x'>,
  x: Matrix,
  scale: ColumnScale,
  at: Float64Array,
  l2: Float64Array,
  search: SearchOptions,
): ((v: Float64Array) => void) | undefined {
  const wanted = Math.max(Math.ceil(x.rows * SHARE), ROWS_PER_PARAMETER * at.length);
  if (at.length > MOST_PARAMETERS || x.rows < WORTHWHILE * wanted) return undefined;
  const every = Math.floor(x.rows / wanted);
  const chosen = Int32Array.from({ length: Math.floor(x.rows / every) }, (_, i) => i * every);
  const sample = {
    x: inScale(takeMatrix(x, chosen), scale),
    y: Float64Array.from(chosen, (r) => y[r]!),
    weights: Float64Array.from(chosen, (r) => weights[r]!),
  };
  const total = sum(sample.weights);
  const charged = l2.map((charge, i) => charge + (i < outputs * scale.column.length ? 1 / total : 0));
  const meanLoss = meanLossOf({ ...sample, x: denseColumns(sample.x), outputs, loss });
  ridge(meanLoss, at, charged, { ...search, onIteration: () => {} });

  const curvatures = Array.from({ length: outputs }, () => new Float64Array(chosen.length));
  meanLoss(at, new Float64Array(at.length), curvatures);
  const shares = sample.weights.map((w) => w / total);
  const set = coordinatesOf(range(at.length), outputs, columnsOf(sample.x));
  const hessian = curvatureGram(set, curvatures, shares, search.checkCancelled);
  set.forEach(({ index }, i) => {
    hessian[i * set.length + i]! += charged[index]! + LEAST;
  });
  const order = Int32Array.from(set, ({ index }) => index);
  if (!solvePositive(hessian.slice(), new Float64Array(order.length))) return undefined;
  return (v) => {
    const solved = Float64Array.from(order, (index) => v[index]!);
    solvePositive(hessian.slice(), solved);
    order.forEach((index, i) => {
      v[index] = solved[i]!;
    });
  };
}
