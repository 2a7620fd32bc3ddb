import { sweep } from './sweep.ts';

/** What a wrong decision costs, in any one unit. A right one costs nothing. */
export interface Costs {
  readonly falsePositive: number;
  readonly falseNegative: number;
}

/**
 * The threshold by a rule, from rows that were not trained on (validation, never test).
 *
 * A number stands for itself. 'f1' makes F1 highest, 'cost' makes the cost lowest; among equals the highest threshold
 * wins. The threshold lies halfway between the scores that it parts, so that rounding cannot move a row across it.
 *
 * truth     [rows] 0 or 1
 * predicted [rows] P(positive)
 *
 * O(rows). 0.5 when there are no rows, or no positive one and the rule is 'f1'.
 */
export function chooseThreshold(
  rule: number | 'f1' | 'cost',
  truth: Float64Array,
  predicted: Float64Array,
  costs: Costs | null,
): number {
  if (typeof rule === 'number') return rule;
  const steps = sweep(truth, predicted);
  if (steps.rows === 0 || (rule === 'f1' && steps.positives === 0)) return 0.5;
  if (rule === 'cost' && costs === null) throw new Error("threshold 'cost' without costs");

  const lossOf = (flagged: number, hits: number): number => {
    if (rule === 'f1') return -(2 * hits) / (flagged + steps.positives);
    return (flagged - hits) * costs!.falsePositive + (steps.positives - hits) * costs!.falseNegative;
  };
  // Step -1 flags nothing; it is a choice unless a score of 1 is flagged by every threshold in 0..1.
  let best = -1;
  let lowest = steps.scores[0]! < 1 ? lossOf(0, 0) : Number.POSITIVE_INFINITY;
  for (let k = 0; k < steps.scores.length; k++) {
    const loss = lossOf(steps.flagged[k]!, steps.hits[k]!);
    if (loss < lowest) {
      lowest = loss;
      best = k;
    }
  }
  const above = best === -1 ? 1 : steps.scores[best]!;
  const below = best === steps.scores.length - 1 ? 0 : steps.scores[best + 1]!;
  const middle = (above + below) / 2;
  return middle > below ? middle : above;
}
