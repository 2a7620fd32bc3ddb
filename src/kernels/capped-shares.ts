import { sortOrder } from './sort-order.ts';

/**
 * Share out `total` in proportion to weights, giving none more than it can hold: min(cap, c x weight) with the c for
 * which they sum to `total`.
 *
 * weights, caps [n] >= 0; a weight of 0 gets nothing. All caps of positive weight where they hold no more than `total`.
 * O(n log n).
 */
export function cappedShares(weights: Float64Array, caps: Float64Array, total: number): Float64Array {
  const out = new Float64Array(weights.length);
  let weight = 0;
  for (let i = 0; i < weights.length; i++) weight += weights[i]!;
  let left = total;
  // Those that are full first come first: c only grows as they are taken out.
  const fullAt = weights.map((w, i) => (w > 0 ? caps[i]! / w : Number.POSITIVE_INFINITY));
  for (const i of sortOrder(fullAt)) {
    const w = weights[i]!;
    if (w === 0) break;
    out[i] = Math.min(caps[i]!, (left * w) / weight);
    left -= out[i]!;
    weight -= w;
  }
  return out;
}
