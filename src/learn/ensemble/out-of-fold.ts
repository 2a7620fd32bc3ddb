import type { Member, TrainingSet } from '../../contracts/model.ts';
import { partOfRun, type Run } from '../../contracts/run.ts';
import { isClassed, outputsOf } from '../../contracts/task.ts';
import { dealFolds } from '../../kernels/deal-folds.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import { columnRange, type Matrix, takeMatrix } from '../../table/matrix.ts';
import { fitMembers, takeRows } from './fit-members.ts';
import type { FittedMember } from './member-states.ts';

/** What each member says of rows that it has not seen. */
export interface Unseen {
  /** By member: [rows x outputs] row after row. */
  readonly predicted: readonly Float64Array[];
  /** [rows] class index or value. */
  readonly y: Float64Array;
  /** [rows] or null = all 1. */
  readonly weights: Float64Array | null;
}

/**
 * Predictions of every training row by members that were fitted without it: `folds` parts, classes dealt evenly, each
 * held out in turn. Costs `folds` fits of every member. Null when there are too few rows to hold any out.
 */
export async function outOfFold(
  members: readonly Member[],
  train: TrainingSet,
  folds: number,
  run: Run,
): Promise<Unseen | null> {
  const { task, x, y, weights } = train;
  const parts = Math.min(folds, y.length);
  if (parts < 2) return null;
  const outputs = outputsOf(task);
  const classes = isClassed(task) ? task.classes.length : null;
  const fold = dealFolds(y, classes, parts, random(seedFor(run.seed, 'folds')));
  const predicted = members.map(() => new Float64Array(y.length * outputs));
  const all = range(y.length);
  for (let f = 0; f < parts; f++) {
    const held = all.filter((r) => fold[r] === f);
    const learned = takeRows(
      train,
      all.filter((r) => fold[r] !== f),
    );
    const fitted = await fitMembers(members, learned, partOfRun(run, f / parts, 1 / parts));
    const rows = takeMatrix(x, held);
    fitted.forEach((member, m) => {
      const said = scoresOf(member, rows, outputs);
      held.forEach((r, i) => {
        predicted[m]!.set(said.subarray(i * outputs, (i + 1) * outputs), r * outputs);
      });
    });
  }
  return { predicted, y, weights };
}

/** [rows x outputs] what a fitted member says of rows of the ensemble's matrix. */
export function scoresOf(
  { model, state, from, to }: FittedMember,
  rows: Matrix,
  outputs: number,
): Float64Array {
  const out = new Float64Array(rows.rows * outputs);
  model.open(state)(columnRange(rows, from, to), out);
  return out;
}
