import { calibrators } from '../../calibrators/index.ts';
import type { CalibrationSet } from '../../contracts/calibrator.ts';
import type { Design } from '../../contracts/design.ts';
import { isClassed, outputsOf } from '../../contracts/task.ts';
import { dealFolds } from '../../kernels/deal-folds.ts';
import { random, seedFor } from '../../kernels/random.ts';
import { range } from '../../kernels/range.ts';
import type { Adjustment } from '../../recipe/adjustment.ts';

const FOLDS = 5;

export interface Calibration {
  /** Learned from all of the rows; null when the design asks for none, or there are no rows. */
  readonly calibrated: Adjustment['calibrated'];
  /** [rows x outputs] what each row would have been told, had the calibrator been learned from other rows. */
  readonly said: Float64Array;
}

/**
 * Learn what the answers about validation rows are worth.
 *
 * said [rows x outputs] by a model that did not learn from these rows; truth [rows]. What is chosen afterwards (threshold,
 * model) is chosen by answers calibrated out of fold: a calibrator would flatter itself on the rows it learned from.
 */
export function calibrate(design: Design, said: Float64Array, truth: Float64Array): Calibration {
  const choice = design.training?.calibration;
  const { task } = design.framing;
  if (choice === undefined || truth.length === 0 || !isClassed(task)) return { calibrated: null, said };
  const calibrator = calibrators.find((c) => c.name === choice.name);
  if (calibrator === undefined)
    throw new Error(`the design resolved to a calibrator that is not in the room: ${choice.name}`);
  const all: CalibrationSet = { outputs: outputsOf(task), said, truth, weights: null };
  const honest = said.slice();
  const fold = dealFolds(truth, task.classes.length, FOLDS, random(seedFor(design.seed, 'calibration')));
  for (let f = 0; f < FOLDS; f++) {
    const judged = range(truth.length).filter((row) => fold[row] === f);
    const others = range(truth.length).filter((row) => fold[row] !== f);
    if (judged.length === 0 || others.length === 0) continue;
    const part = takeSaid(all, judged).said;
    calibrator.open(calibrator.fit(takeSaid(all, others)))(part, judged.length);
    judged.forEach((row, i) => {
      honest.set(part.subarray(i * all.outputs, (i + 1) * all.outputs), row * all.outputs);
    });
  }
  return { calibrated: { calibrator, state: calibrator.fit(all) }, said: honest };
}

function takeSaid({ outputs, said, truth }: CalibrationSet, rows: Int32Array): CalibrationSet {
  const taken = new Float64Array(rows.length * outputs);
  rows.forEach((row, i) => {
    taken.set(said.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  });
  return { outputs, said: taken, truth: Float64Array.from(rows, (row) => truth[row]!), weights: null };
}
