import { normalQuantile } from '../../src/kernels/normal-quantile.ts';
import type { Random } from '../../src/kernels/random.ts';

/** One standard normal value. */
export const gaussian = (r: Random): number => normalQuantile(r() || Number.MIN_VALUE);

/**
 * Rows of correlated gaussian columns: each pair of columns has the given correlation (one common factor).
 *
 * @returns columns [columns][rows]
 */
export function gaussianColumns(
  rows: number,
  columns: number,
  correlation: number,
  r: Random,
): Float64Array[] {
  const common = Float64Array.from({ length: rows }, () => gaussian(r));
  const own = Math.sqrt(1 - correlation);
  const shared = Math.sqrt(correlation);
  return Array.from({ length: columns }, () => common.map((c) => shared * c + own * gaussian(r)));
}
