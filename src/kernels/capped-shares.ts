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
  // Those that are full first come first: c only grows as they are taken out. NaN, nothing to share out to, is last.
  const order = sortOrder(weights.map((w, i) => (w > 0 ? caps[i]! / w : Number.NaN)));
  // Weights from each place on, summed from the end: taken off one by one, rounding would leave what is not there.
  const rest = new Float64Array(order.length + 1);
  for (let i = order.length - 1; i >= 0; i--) rest[i] = rest[i + 1]! + weights[order[i]!]!;
  let left = total;
  for (let i = 0; i < order.length && weights[order[i]!]! > 0; i++) {
    const at = order[i]!;
    out[at] = Math.min(caps[at]!, left * (weights[at]! / rest[i]!));
    left -= out[at]!;
  }
  return out;
}
