import type { Curves } from '../contracts/evaluation.ts';
import { binEdges, countInto } from './histogram.ts';

/**
 * How the scores of each true class are spread over 0..1.
 *
 * truth  [rows] class index
 * scores [rows] P(positive), or P(the true class)
 *
 * O(rows). Classes of the same name share a histogram.
 */
export function scoreDistribution(
  classes: readonly string[],
  truth: Float64Array,
  scores: Float64Array,
  bins = 25,
): NonNullable<Curves['scores']> {
  const edges = binEdges(0, 1, bins);
  const byClass = classes.map(() => new Array<number>(bins).fill(0));
  for (let r = 0; r < truth.length; r++) countInto(byClass[truth[r]!]!, edges, [scores[r]!]);
  return { edges, counts: Object.fromEntries(classes.map((name, k) => [name, byClass[k]!])) };
}
