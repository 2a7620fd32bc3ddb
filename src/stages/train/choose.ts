import type { Design } from '../../contracts/design.ts';
import type { Metric } from '../../contracts/metric.ts';
import { outputsOf } from '../../contracts/task.ts';
import { measure } from '../../explain/measure.ts';
import { chooseThreshold } from '../../explain/threshold.ts';
import { quantile, sortedPresent } from '../../kernels/quantile.ts';
import { metrics } from '../../metrics/index.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import type { Labelled } from './labelled.ts';

/** What is decided about a model by its answers about rows that it did not learn from. */
export interface Chosen extends Pick<Calibration, 'calibrated'> {
  /** The primary metric; null where it is not defined. */
  readonly validationScore: number | null;
  /** Binary and anomaly: positive from this score on; else null. */
  readonly threshold: number | null;
}

/** said [rows x outputs] by a model that did not learn from these rows. O(rows log rows). */
export function chooseBy(
  design: Design,
  said: Float64Array,
  { truth, groups }: Pick<Labelled, 'truth' | 'groups'>,
): Chosen {
  const { task } = design.framing;
  const { calibrated, said: predicted } = calibrate(design, said, truth);
  const threshold = thresholdFor(design, predicted, truth);
  const context = { task, threshold: threshold ?? 0.5 };
  const score = measure(primaryMetric(design), context, truth, predicted, outputsOf(task), undefined, groups);
  return { validationScore: Number.isNaN(score) ? null : score, threshold, calibrated };
}

/** From where on a row is positive, or anomalous: as many validation rows as the design expects to be. */
function thresholdFor(
  { framing: { task }, serving, evaluation }: Design,
  predicted: Float64Array,
  truth: Float64Array,
): number | null {
  if (task.category === 'binary')
    return chooseThreshold(serving.threshold, truth, predicted, evaluation.costs);
  if (task.category !== 'anomaly') return null;
  return typeof serving.threshold === 'number'
    ? serving.threshold
    : quantile(sortedPresent(predicted), 1 - task.share);
}

/** The metric by which the design ranks models. */
export function primaryMetric(design: Design): Metric {
  const metric = metrics.find((m) => m.name === design.evaluation.primary);
  if (metric === undefined) throw new Error(`the design resolved to no metric: ${design.evaluation.primary}`);
  return metric;
}

/** A score as a loss: lower is better, and what is not defined is worst. */
export const lossOf = (design: Design, score: number | null): number =>
  score === null
    ? Number.POSITIVE_INFINITY
    : primaryMetric(design).traits.better === 'higher'
      ? -score
      : score;
