/** Buckets of a histogram of times. */
export const LOG_BUCKETS = 128;
const SMALLEST_MS = 0.05;
const GROWTH = 1.12;
const PER_BUCKET = 1 / Math.log(GROWTH);

/**
 * The bucket that a time falls into: buckets grow by 12 %, from 0.05 ms to 89 s, so that any quantile is told within 5.7 %
 * and histograms of many windows or processes add up to that of all of them. What is smaller or larger is in the first or last.
 *
 * Source: Masson, Rim and Lee 2019 (DDSketch).
 */
export function logBucket(ms: number): number {
  if (!(ms > SMALLEST_MS)) return 0;
  const bucket = Math.ceil(Math.log(ms / SMALLEST_MS) * PER_BUCKET);
  return bucket < LOG_BUCKETS ? bucket : LOG_BUCKETS - 1;
}

/**
 * The time in ms below which a share p of those counted lies; NaN when nothing was.
 *
 * counts: at least [first + LOG_BUCKETS], of which the histogram begins at `first`. O(buckets).
 */
export function logQuantile(counts: ArrayLike<number>, p: number, first = 0): number {
  let total = 0;
  for (let b = 0; b < LOG_BUCKETS; b++) total += counts[first + b]!;
  if (total === 0) return Number.NaN;
  const rank = p * (total - 1);
  let below = 0;
  let bucket = 0;
  for (; bucket < LOG_BUCKETS - 1; bucket++) {
    below += counts[first + bucket]!;
    if (below > rank) break;
  }
  // As far from both ends of the bucket, in proportion.
  return (2 * SMALLEST_MS * GROWTH ** bucket) / (1 + GROWTH);
}
