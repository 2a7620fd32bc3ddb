/** Two samples of numbers, counted in common bins. */
export interface PooledBins {
  /** [bins] rows of either sample in each bin; none is 0. */
  readonly pool: Int32Array;
  /** [bins] rows of the second sample. */
  readonly window: Int32Array;
  /** Largest difference between the two cumulative shares (Kolmogorov-Smirnov distance), over all values, 0..1. */
  readonly distance: number;
}

/**
 * Put two sorted samples in at most about `most` bins of like size, cut between distinct values.
 *
 * reference [n], window [m]  ascending, no NaN; equal values always share a bin
 *
 * The cuts depend on the pooled values alone, not on which sample a value came from: so a test that permutes the
 * samples is exact. A value that fills a bin by itself gets one. O(n + m).
 */
export function pooledBins(reference: Float64Array, window: Float64Array, most: number): PooledBins {
  const n = reference.length;
  const m = window.length;
  const target = Math.max(1, Math.ceil((n + m) / most));
  const pool: number[] = [];
  const inWindow: number[] = [];
  let open = 0;
  let openWindow = 0;
  let distance = 0;
  const close = (): void => {
    if (open === 0) return;
    pool.push(open);
    inWindow.push(openWindow);
    open = 0;
    openWindow = 0;
  };
  for (let i = 0, j = 0; i < n || j < m; ) {
    const value = j >= m || (i < n && reference[i]! <= window[j]!) ? reference[i]! : window[j]!;
    const i0 = i;
    const j0 = j;
    while (i < n && reference[i] === value) i++;
    while (j < m && window[j] === value) j++;
    const count = i - i0 + j - j0;
    if (count >= target) close();
    open += count;
    openWindow += j - j0;
    if (open >= target) close();
    if (n > 0 && m > 0) distance = Math.max(distance, Math.abs(i / n - j / m));
  }
  close();
  return { pool: Int32Array.from(pool), window: Int32Array.from(inWindow), distance };
}
