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
    codes[i] = Number.isNaN(v) ? 0 : 1 + countBelow(edges, m, v);
  }
}

/** How many of the first m rising edges lie below v: a binary search without a jump that depends on v. */
function countBelow(edges: Float64Array, m: number, v: number): number {
  if (m === 0) return 0;
  let low = 0;
  let length = m;
  while (length > 1) {
    const half = length >>> 1;
    low += edges[low + half - 1]! < v ? half : 0;
    length -= half;
  }
  return low + (edges[low]! < v ? 1 : 0);
}
