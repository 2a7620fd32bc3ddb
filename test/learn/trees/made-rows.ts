import { plainKernels } from '../../../src/contracts/kernels.ts';
import type { MatrixColumn, TrainingSet } from '../../../src/contracts/model.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { outputsOf, type Task } from '../../../src/contracts/task.ts';
import { random } from '../../../src/kernels/random.ts';
import { fitForest } from '../../../src/learn/trees/boost.ts';
import type { Forest } from '../../../src/learn/trees/forest.ts';
import { openForest } from '../../../src/learn/trees/score.ts';
import type { BoostSettings } from '../../../src/learn/trees/settings.ts';
import { type Matrix, matrix } from '../../../src/table/matrix.ts';

export const binary: Task = { category: 'binary', classes: ['no', 'yes'] };
export const regression: Task = { category: 'regression' };
export const threeClasses: Task = { category: 'multiclass', classes: ['a', 'b', 'c'] };

/** Plain boosting: everything that draws or stops is off. */
export const plain: BoostSettings = {
  rounds: 20,
  learningRate: 0.1,
  maxBins: 255,
  maxLeaves: 8,
  maxDepth: 0,
  minRowsPerLeaf: 5,
  minHessian: 1e-3,
  l2: 1,
  categorySmoothing: 10,
  categoryL2: 10,
  minRowsPerCategory: 1,
  oneVsRest: 4,
  rowShare: 1,
  columnShare: 1,
  patience: 0,
  folds: 5,
  holdOuts: 1,
};

/** Number columns, and where a cardinality is given category columns. */
export const columnsOf = (...cardinalities: (number | null)[]): MatrixColumn[] =>
  cardinalities.map((cardinality, i) => ({
    name: `x${i}`,
    source: `x${i}`,
    ...(cardinality === null ? {} : { cardinality }),
  }));

/**
 * Rows with a value for each column: numbers on a grid of 1/100 in [0, 1], categories evenly, each missing with
 * probability `missing`.
 */
export function madeMatrix(
  rows: number,
  columns: readonly MatrixColumn[],
  seed: number,
  missing = 0,
): Matrix {
  const r = random(seed);
  const x = matrix(rows, columns.length);
  columns.forEach(({ cardinality }, c) => {
    for (let i = 0; i < rows; i++) {
      const u = r();
      const v = cardinality === undefined ? Math.round(u * 100) / 100 : Math.floor(u * cardinality);
      x.data[c * rows + i] = r() < missing ? Number.NaN : v;
    }
  });
  return x;
}

export const trainingSet = (
  task: Task,
  x: Matrix,
  columns: readonly MatrixColumn[],
  target: (row: number[]) => number,
  weights: Float64Array | null = null,
): TrainingSet => ({
  task,
  x,
  columns,
  y: Float64Array.from({ length: x.rows }, (_, i) => target(rowOf(x, i))),
  weights,
});

export const rowOf = (x: Matrix, row: number): number[] =>
  Array.from({ length: x.cols }, (_, c) => x.data[c * x.rows + row]!);

export const fitted = (train: TrainingSet, given: Partial<BoostSettings> = {}, seed = 1): Forest =>
  fitForest(train, { ...plain, ...given }, quietRun(seed));

/** Raw scores [rows x outputs]. */
export function rawScores(forest: Forest, x: Matrix, task: Task): Float64Array {
  const out = new Float64Array(x.rows * outputsOf(task));
  openForest(forest, plainKernels)(x, out);
  return out;
}
