import { edgesBelow } from './count-below.ts';

/**
 * Put numbers in bins.
 *
 * values [n]    NaN = missing
 * edges [m]     rising, m <= 255
 * codes [n]     0 for a missing value, else 1 + the number of edges below it
 *
 * O(n log m), allocates nothing.
 */
export function codeNumbers(
  values: Float64Array,
  n: number,
  edges: Float64Array,
  m: number,
  codes: Uint8Array,
): void {
  for (let i = 0; i < n; i++) {
    const v = values[i]!;
    codes[i] = Number.isNaN(v) ? 0 : 1 + edgesBelow(edges, m, v);
  }
}
