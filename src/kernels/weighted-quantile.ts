import { sortOrder } from './sort-order.ts';

/** Sums of weights that differ by less than this share of all are equal but for rounding. */
const ROUNDING = 1e-12;

/**
 * The value below which a share p of the weight lies. Where a value ends exactly at p, it and the next one are averaged,
 * so that the quantile at 0.5 is the median, and weight 2 is the value twice.
 *
 * values [n] without NaN; weights [n] positive; p in (0, 1). NaN when n is 0. O(n).
 * Source: Hyndman and Fan 1996, type 2, on weights.
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, p: number): number {
  const order = sortOrder(values);
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let below = 0;
  for (let i = 0; i < order.length; i++) {
    const at = order[i]!;
    below += weights[at]!;
    const past = below - p * total;
    if (past < -ROUNDING * total) continue;
    const next = order[i + 1];
    if (past > ROUNDING * total || next === undefined) return values[at]!;
    return values[at]! / 2 + values[next]! / 2;
  }
  return Number.NaN;
}
