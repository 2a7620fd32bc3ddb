import type { MetricContext } from '../contracts/metric.ts';
import { isClassed, outputsOf } from '../contracts/task.ts';
import { argMax } from '../kernels/arg-max.ts';

/** Weight of the rows by [true class x decided class]; the accumulator of every metric of decisions. */
export interface ConfusionCounts {
  readonly classes: number;
  readonly outputs: number;
  readonly threshold: number;
  /** [classes x classes] row = true class, column = decided class. */
  readonly counts: Float64Array;
}

/** Where there are no classes there are no counts. */
export function startCounts({ task, threshold }: MetricContext): ConfusionCounts {
  const classes = isClassed(task) ? task.classes.length : 0;
  return { classes, outputs: outputsOf(task), threshold, counts: new Float64Array(classes * classes) };
}

/** Binary decides for class 1 when P >= threshold, multiclass for the first class of the highest P. */
export function addToCounts(
  acc: ConfusionCounts,
  truth: number,
  predicted: Float64Array,
  offset: number,
  weight: number,
): void {
  const decided =
    acc.outputs === 1 ? Number(predicted[offset]! >= acc.threshold) : argMax(predicted, offset, acc.outputs);
  acc.counts[truth * acc.classes + decided]! += weight;
}

export function mergeCounts(a: ConfusionCounts, b: ConfusionCounts): ConfusionCounts {
  for (let i = 0; i < a.counts.length; i++) a.counts[i]! += b.counts[i]!;
  return a;
}

/** How the decisions for one class turned out. */
interface ClassOutcome {
  /** Rows of the class that were decided for it. */
  readonly hits: number;
  /** Rows decided for it. */
  readonly flagged: number;
  /** Rows of it. */
  readonly actual: number;
}

/**
 * A measure of one class, averaged as the field does: binary = that of the positive class; multiclass = the plain mean
 * over the classes that occur in truth or decisions (macro), one where the measure is undefined counting 0.
 *
 * @returns NaN when binary and undefined, or when no row was added.
 */
export function averageOverClasses(acc: ConfusionCounts, measure: (c: ClassOutcome) => number): number {
  if (acc.outputs === 1) return measure(outcomeOf(acc, 1));
  let sum = 0;
  let occurring = 0;
  for (let k = 0; k < acc.classes; k++) {
    const outcome = outcomeOf(acc, k);
    if (outcome.flagged + outcome.actual === 0) continue;
    const value = measure(outcome);
    sum += Number.isNaN(value) ? 0 : value;
    occurring++;
  }
  return sum / occurring;
}

function outcomeOf({ classes, counts }: ConfusionCounts, k: number): ClassOutcome {
  let flagged = 0;
  let actual = 0;
  for (let other = 0; other < classes; other++) {
    flagged += counts[other * classes + k]!;
    actual += counts[k * classes + other]!;
  }
  return { hits: counts[k * classes + k]!, flagged, actual };
}
