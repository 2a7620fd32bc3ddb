import type { Calibrator, Recalibrate } from '../contracts/calibrator.ts';
import type { Explainer } from '../contracts/model.ts';
import type { State } from '../contracts/state.ts';
import { shiftPriors } from '../kernels/shift-priors.ts';

/** What is done to the probabilities of a model before they are answers, in this order. */
export interface Adjustment {
  /** [classes] share of each class in the data / among the rows learned from; null when these are the same. */
  readonly priors: Float64Array | null;
  readonly calibrated: { readonly calibrator: Calibrator; readonly state: State } | null;
}

/** Nothing is done: answers are those of the model, to the last bit. */
export const UNADJUSTED: Adjustment = { priors: null, calibrated: null };

/** What to do to [rows x outputs] answers, in place; null when there is nothing to do. */
export function openAdjustment({ priors, calibrated }: Adjustment, outputs: number): Recalibrate | null {
  const recalibrate = calibrated?.calibrator.open(calibrated.state) ?? null;
  if (priors === null) return recalibrate;
  return (said, rows) => {
    shiftPriors(said, rows, outputs, priors);
    recalibrate?.(said, rows);
  };
}

/**
 * Contributions to the log-odds that are answered rather than to those of the model, where one is a straight line of the
 * other; those of the model where it is not (isotonic curves).
 */
export function explainAdjusted(explainer: Explainer, { priors, calibrated }: Adjustment): Explainer {
  const line = calibrated?.calibrator.line(calibrated.state);
  if (line === null || (line === undefined && priors === null)) return explainer;
  const outputs = explainer.base.length;
  const slope = line?.slope ?? new Float64Array(outputs).fill(1);
  const base = explainer.base.map((value, k) => {
    const shifted = value + (priors === null ? 0 : logRatio(priors, outputs, k));
    return slope[k]! * shifted + (line?.shift[k] ?? 0);
  });
  return {
    base,
    contributions(rows, row, out) {
      explainer.contributions(rows, row, out);
      const cols = out.length / outputs;
      for (let i = 0; i < out.length; i++) out[i]! *= slope[Math.floor(i / cols)]!;
    },
  };
}

const logRatio = (priors: Float64Array, outputs: number, k: number): number =>
  outputs === 1 ? Math.log(priors[1]! / priors[0]!) : Math.log(priors[k]!);
