import type { Curves } from '../../src/contracts/evaluation.ts';
import { wilson } from '../../src/explain/wilson.ts';

export interface Costs {
  readonly falsePositive: number;
  readonly falseNegative: number;
}

/** What one threshold decides, on all test rows. */
export interface Decision {
  readonly threshold: number;
  readonly rows: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** By threshold, ascending. Of a version from before all were noted, the twenty of its report. Empty where there are none. */
export function decisionsOf({ decisions, thresholds, confusion }: Curves): readonly Decision[] {
  if (decisions !== undefined) {
    const { rows, positives } = decisions;
    return decisions.thresholds
      .map((threshold, i) =>
        decisionOf(threshold, rows, positives, decisions.flagged[i]!, decisions.hits[i]!),
      )
      .reverse();
  }
  if (thresholds === undefined || confusion === undefined) return [];
  const rows = confusion.counts.flat().reduce((a, b) => a + b, 0);
  const positives = confusion.counts[1]!.reduce((a, b) => a + b, 0);
  return thresholds.map((t) =>
    decisionOf(t.threshold, rows, positives, t.flagged, Math.round(t.recall * positives)),
  );
}

const decisionOf = (
  threshold: number,
  rows: number,
  positives: number,
  flagged: number,
  hits: number,
): Decision => ({
  threshold,
  rows,
  truePositives: hits,
  falsePositives: flagged - hits,
  falseNegatives: positives - hits,
  trueNegatives: rows - positives - (flagged - hits),
});

export const precisionOf = ({ truePositives: hits, falsePositives }: Decision): number | null =>
  hits + falsePositives === 0 ? null : hits / (hits + falsePositives);

export const recallOf = ({ truePositives: hits, falseNegatives }: Decision): number | null =>
  hits + falseNegatives === 0 ? null : hits / (hits + falseNegatives);

export const f1Of = ({ truePositives: hits, falsePositives, falseNegatives }: Decision): number | null =>
  2 * hits + falsePositives + falseNegatives === 0
    ? null
    : (2 * hits) / (2 * hits + falsePositives + falseNegatives);

export const flaggedOf = ({ truePositives, falsePositives, rows }: Decision): number =>
  (truePositives + falsePositives) / rows;

/** Of one row, on average. */
export const costOf = ({ falsePositives, falseNegatives, rows }: Decision, costs: Costs): number =>
  (falsePositives * costs.falsePositive + falseNegatives * costs.falseNegative) / rows;

/** The place of the threshold that is nearest. */
export function nearestTo(all: readonly Decision[], threshold: number): number {
  let best = 0;
  all.forEach((d, i) => {
    if (Math.abs(d.threshold - threshold) < Math.abs(all[best]!.threshold - threshold)) best = i;
  });
  return best;
}

/** The place of the lowest, of equals the highest threshold; nulls are not looked at. */
export function lowestBy(all: readonly Decision[], of: (d: Decision) => number | null): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  all.forEach((d, i) => {
    const value = of(d);
    if (value === null || value > least) return;
    least = value;
    best = i;
  });
  return best;
}

/** The 95 % interval of a share, by Wilson. */
export const shareInterval = (hits: number, of: number): readonly [number, number] | null => {
  if (of === 0) return null;
  const { low, high } = wilson(hits, of);
  return [low, high];
};
