import type { Curves } from '../contracts/evaluation.ts';
import { type Sweep, stepsAtLeast } from './sweep.ts';

type Decisions = NonNullable<Curves['decisions']>;

const STEPS = 200;

/**
 * What thresholds all over the range decide: the counts from which precision, recall, F1, the share flagged and any cost
 * follow, exact at each threshold that is listed. Where there are more distinct scores than `most`, steps are left out so
 * that about as many rows lie between any two; the first and last stay, and the chosen threshold is always there.
 *
 * O(steps). Thresholds descend.
 */
export function decisionSteps(steps: Sweep, chosen: number | null, most = STEPS): Decisions {
  const { scores, flagged, hits, rows, positives } = steps;
  const own = chosen === null ? null : stepsAtLeast(scores, chosen) - 1;
  const kept = new Set(keptSteps(flagged, most));
  // Before the first step nothing is flagged; of a score of 1 no threshold in 0..1 can do that.
  if (scores[0]! < 1) kept.add(-1);
  if (own !== null) kept.add(own);
  const order = [...kept].sort((a, b) => a - b);
  return {
    rows,
    positives,
    thresholds: order.map((k) => (k === own ? chosen! : shortBetween(scores[k + 1] ?? 0, scores[k] ?? 1))),
    flagged: order.map((k) => flagged[k] ?? 0),
    hits: order.map((k) => hits[k] ?? 0),
  };
}

/** Places of at most `most` steps, so that as many rows lie between each two as can be. */
function keptSteps(flagged: Float64Array, most: number): readonly number[] {
  const last = flagged.length - 1;
  if (last < most) return Array.from(flagged.keys());
  const kept: number[] = [0];
  const rows = flagged[last]!;
  for (let k = 1; k < last; k++) if (flagged[k]! - flagged[kept.at(-1)!]! >= rows / (most - 1)) kept.push(k);
  return [...kept, last];
}

/** A number of few digits in (low, high]: it parts the rows above from those below as `high` does. */
function shortBetween(low: number, high: number): number {
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(((low + high) / 2).toPrecision(digits));
    if (short > low && short <= high) return short;
  }
  return high;
}
