import type { Curves, Evaluation } from '../contracts/evaluation.ts';
import { type ClassedTask, isClassed, outputsOf, type Task } from '../contracts/task.ts';
import { argMax } from '../kernels/arg-max.ts';
import { calibration } from './calibration.ts';
import { confusion } from './confusion.ts';
import { decisionSteps } from './decision-steps.ts';
import type { Line } from './line.ts';
import { precisionRecallCurve } from './precision-recall-curve.ts';
import { residuals } from './residuals.ts';
import { rocCurve } from './roc-curve.ts';
import { scoreDistribution } from './score-distribution.ts';
import { type Sweep, sweep } from './sweep.ts';
import { thinLine } from './thin-line.ts';
import type { Costs } from './threshold.ts';
import { thresholdTable } from './threshold-table.ts';

/** What the plots are drawn from. */
export interface Scored {
  readonly task: Task;
  /** [rows] class index or value. */
  readonly truth: Float64Array;
  /** [rows x outputs] */
  readonly predicted: Float64Array;
  /** [rows x outputs] before calibration; null where there was none. */
  readonly uncalibrated?: Float64Array | null;
  readonly threshold: Evaluation['threshold'];
  readonly costs: Costs | null;
  readonly seed: number;
}

/** Points of one drawn line, and classes that get lines of their own. */
const POINTS = 250;
const CLASSES = 10;

/** Every plot that the task has, on these rows. No rows, no plots. */
export function curves(scored: Scored): Curves {
  if (scored.truth.length === 0) return {};
  if (scored.task.category === 'regression')
    return { residuals: residuals(scored.truth, scored.predicted, scored.seed) };
  if (scored.task.category === 'cluster' || scored.task.category === 'ranking') return {};
  if (scored.task.category === 'anomaly') return anomalyCurves(scored, scored.task.classes);
  return scored.task.category === 'binary'
    ? binaryCurves(scored, scored.task.classes)
    : multiclassCurves(scored, scored.task.classes);
}

function binaryCurves(scored: Scored, classes: readonly [string, string]): Curves {
  const { task, truth, predicted, uncalibrated, threshold, costs } = scored;
  const steps = sweep(truth, predicted);
  return {
    ...rankingCurves([{ label: classes[1], steps }]),
    calibration: calibration(truth, predicted),
    ...(uncalibrated && { uncalibrated: calibration(truth, uncalibrated) }),
    confusion: { classes, counts: confusion(classed(task), truth, predicted, threshold ?? 0.5) },
    thresholds: thresholdTable(truth, predicted, threshold, costs),
    decisions: decisionSteps(steps, threshold),
    scores: scoreDistribution(classes, truth, predicted),
  };
}

/** Of scores that are no probabilities; where no truth is known, how they are spread over what is flagged and what not. */
function anomalyCurves(scored: Scored, classes: readonly [string, string]): Curves {
  const { truth, predicted, threshold } = scored;
  if (!truth.some(Number.isNaN)) {
    const { calibration: _, ...ranked } = binaryCurves({ ...scored, uncalibrated: null }, classes);
    return ranked;
  }
  const flagged = predicted.map((score) => Number(score >= (threshold ?? 0.5)));
  return { scores: scoreDistribution(classes, flagged, predicted) };
}

function multiclassCurves(scored: Scored, classes: readonly string[]): Curves {
  const { task, truth, predicted, uncalibrated } = scored;
  const outputs = outputsOf(task);
  const counts = confusion(classed(task), truth, predicted, 0.5);
  const rowsOf = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const largest = classes
    .map((label, k) => ({ label, k }))
    .sort((a, b) => rowsOf[b.k]! - rowsOf[a.k]!)
    .slice(0, CLASSES);
  const scoresOf = (k: number): Float64Array => truth.map((_, r) => predicted[r * outputs + k]!);
  return {
    ...rankingCurves(largest.map(({ label, k }) => ({ label, steps: sweep(truth, scoresOf(k), k) }))),
    calibration: calibrationOfHighest(truth, predicted, outputs),
    ...(uncalibrated && { uncalibrated: calibrationOfHighest(truth, uncalibrated, outputs) }),
    confusion: { classes, counts },
    scores: scoreDistribution(
      classes,
      truth,
      truth.map((t, r) => predicted[r * outputs + t]!),
    ),
  };
}

/** Of the class that is deemed likeliest. */
function calibrationOfHighest(truth: Float64Array, predicted: Float64Array, outputs: number) {
  const decided = truth.map((_, r) => argMax(predicted, r * outputs, outputs));
  return calibration(
    truth.map((t, r) => Number(decided[r] === t)),
    truth.map((_, r) => predicted[r * outputs + decided[r]!]!),
  );
}

function rankingCurves(ranked: readonly { label: string; steps: Sweep }[]): Pick<Curves, 'roc' | 'pr'> {
  const roc: NonNullable<Curves['roc']>[number][] = [];
  const pr: NonNullable<Curves['pr']>[number][] = [];
  for (const { label, steps } of ranked) {
    const r = thinned(rocCurve(steps));
    if (r) roc.push({ label, fpr: r.x, tpr: r.y });
    const p = thinned(precisionRecallCurve(steps));
    if (p) pr.push({ label, recall: p.x, precision: p.y, base: steps.positives / steps.rows });
  }
  return { roc, pr };
}

const thinned = (line: Line | null): Line | null => line && thinLine(line, POINTS);

const classed = (task: Task): ClassedTask => {
  if (!isClassed(task)) throw new Error(`${task.category} has no classes`);
  return task;
};
