import type { Random } from './random.ts';

/**
 * Draw as many rows as there are, with replacement, and count how often each was drawn.
 *
 * counts [rows] overwritten; used as weights, they make any weighted measure that of a bootstrap resample.
 *
 * O(rows), allocates nothing. Source: Efron 1979, "Bootstrap methods: another look at the jackknife".
 */
export function resample(counts: Float64Array, r: Random): void {
  counts.fill(0);
  const n = counts.length;
  for (let i = 0; i < n; i++) counts[Math.floor(r() * n)]!++;
}
