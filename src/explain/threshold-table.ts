import type { Curves } from '../contracts/evaluation.ts';
import { type Sweep, stepsAtLeast, sweep } from './sweep.ts';
import type { Costs } from './threshold.ts';

type Row = NonNullable<Curves['thresholds']>[number];

const GRID: readonly number[] = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

/**
 * What each threshold of 0.05, 0.10, ... 0.95, and the chosen one, would do on these rows.
 *
 * truth     [rows] 0 or 1, rows > 0
 * predicted [rows] P(positive); positive when >= threshold
 *
 * Precision is null where nothing is flagged, F1 where there is neither a flag nor a positive.
 */
export function thresholdTable(
  truth: Float64Array,
  predicted: Float64Array,
  chosen: number | null,
  costs: Costs | null,
): readonly Row[] {
  const steps = sweep(truth, predicted);
  const all = chosen === null || GRID.includes(chosen) ? GRID : [...GRID, chosen].sort((a, b) => a - b);
  return all.map((threshold) => rowAt(steps, threshold, costs));
}

function rowAt(steps: Sweep, threshold: number, costs: Costs | null): Row {
  const k = stepsAtLeast(steps.scores, threshold) - 1;
  const flagged = k < 0 ? 0 : steps.flagged[k]!;
  const hits = k < 0 ? 0 : steps.hits[k]!;
  const { rows, positives } = steps;
  const cost = costs && (flagged - hits) * costs.falsePositive + (positives - hits) * costs.falseNegative;
  return {
    threshold,
    precision: flagged === 0 ? null : hits / flagged,
    recall: positives === 0 ? 0 : hits / positives,
    f1: flagged + positives === 0 ? null : (2 * hits) / (flagged + positives),
    flagged,
    cost: cost && cost / rows,
  };
}
