import { sortOrder } from '../kernels/sort-order.ts';

/**
 * Every decision that a threshold on a score could make, from "none" to "all": step k flags the rows whose score is at
 * least `scores[k]`.
 */
export interface Sweep {
  /** [steps] the distinct scores, descending. */
  readonly scores: Float64Array;
  /** [steps] rows flagged. */
  readonly flagged: Float64Array;
  /** [steps] of those, positives. */
  readonly hits: Float64Array;
  readonly rows: number;
  readonly positives: number;
}

/**
 * Sweep the threshold over all scores; rows with equal scores move together.
 *
 * truth  [rows] a row is positive when its truth equals `positive`
 * scores [rows] finite
 *
 * O(rows).
 */
export function sweep(truth: Float64Array, scores: Float64Array, positive = 1): Sweep {
  const rows = scores.length;
  const order = sortOrder(scores).reverse();
  const distinct: number[] = [];
  const flagged: number[] = [];
  const hits: number[] = [];
  let positives = 0;
  for (let i = 0; i < rows; i++) {
    const row = order[i]!;
    if (truth[row] === positive) positives++;
    const last = i === rows - 1 || scores[order[i + 1]!] !== scores[row];
    if (!last) continue;
    distinct.push(scores[row]!);
    flagged.push(i + 1);
    hits.push(positives);
  }
  return {
    scores: Float64Array.from(distinct),
    flagged: Float64Array.from(flagged),
    hits: Float64Array.from(hits),
    rows,
    positives,
  };
}

/** How many of the descending scores are at least `threshold`: binary search. */
export function stepsAtLeast(scores: Float64Array, threshold: number): number {
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scores[middle]! >= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}
