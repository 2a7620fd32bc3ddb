/**
 * Round shares to whole numbers that sum to `total`: each down, then one more to those that lost most, the first of
 * equals. Hamilton's method of largest remainders.
 *
 * shares [n] >= 0 that sum to about `total`, an integer. O(n log n).
 */
export function wholeShares(shares: Float64Array, total: number): Int32Array {
  // A share that misses a whole number by a rounding is that number.
  const exact = shares.map((share) =>
    Math.abs(share - Math.round(share)) < 1e-9 ? Math.round(share) : share,
  );
  const out = Int32Array.from(exact, Math.floor);
  let missing = total - out.reduce((a, b) => a + b, 0);
  const byRemainder = [...exact.keys()].sort((a, b) => exact[b]! - out[b]! - (exact[a]! - out[a]!) || a - b);
  for (const i of byRemainder) if (missing-- > 0) out[i]!++;
  return out;
}
