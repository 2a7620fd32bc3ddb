import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { type Category, isClassed } from '../../contracts/task.ts';
import { drawShare } from '../../kernels/draw-share.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { takeMatrix } from '../../table/matrix.ts';

/** How neighbours are asked. */
export type NeighbourSettings = {
  readonly k: number;
  readonly byDistance: boolean;
  /** Rows' worth of the class shares of training that are added to the votes; no part of a regression. */
  readonly priorRows: number;
};

/**
 * The training rows themselves, or as many of them as the cap allows.
 *
 * x [rows x cols] column after column; y, weights [rows]; prior [classes] share of each class over all training rows,
 * drawn or not, empty for a regression.
 */
export interface NeighboursState extends State {
  readonly facts: NeighbourSettings & { readonly category: Category };
  readonly arrays: {
    readonly x: Float64Array;
    readonly y: Float64Array;
    readonly weights: Float64Array;
    readonly prior: Float64Array;
  };
}

/**
 * Keep the training rows; of more than `maxRows`, so many drawn by the run's seed, each with the same chance, in the
 * old order. Throws 'train/cancelled'. O(rows x cols); the state is as large as the rows kept.
 */
export function keepRows(
  { task, x, y, weights }: TrainingSet,
  { maxRows, ...settings }: NeighbourSettings & { readonly maxRows: number },
  run: Run,
): NeighboursState {
  run.checkCancelled();
  const all = range(x.rows);
  const rows = drawShare(all, maxRows / x.rows, random(seedFor(run.seed, 'neighbours'))).drawn;
  const prior = new Float64Array(isClassed(task) ? task.classes.length : 0);
  if (prior.length > 0) {
    let total = 0;
    for (let r = 0; r < y.length; r++) {
      const weight = weights === null ? 1 : weights[r]!;
      prior[y[r]!]! += weight;
      total += weight;
    }
    for (let k = 0; k < prior.length; k++) prior[k]! /= total;
  }
  const state: NeighboursState = {
    facts: { category: task.category, ...settings },
    arrays: {
      x: takeMatrix(x, rows).data,
      y: Float64Array.from(rows, (r) => y[r]!),
      weights: Float64Array.from(rows, (r) => (weights === null ? 1 : weights[r]!)),
      prior,
    },
  };
  run.progress(1, `${rows.length} of ${x.rows} rows kept`);
  return state;
}
