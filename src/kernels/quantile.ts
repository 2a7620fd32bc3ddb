/**
 * The value below which a share p of sorted values lies, between two values in proportion.
 *
 * sorted [n] ascending; p in 0..1. NaN when n is 0. Source: Hyndman and Fan 1996, type 7 (as NumPy does).
 */
export function quantile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const share = at - below;
  if (share === 0) return low;
  // The span of two huge values of unlike sign is infinite; a rounded sum may lie past the upper neighbour.
  const span = high - low;
  return Number.isFinite(span) ? Math.min(high, low + share * span) : (1 - share) * low + share * high;
}

/** The values that are not NaN, ascending, as a copy. O(n log n). */
export const sortedPresent = (values: Float64Array): Float64Array =>
  values.filter((value) => !Number.isNaN(value)).sort();
