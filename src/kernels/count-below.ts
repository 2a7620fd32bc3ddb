/**
 * How many edges lie below each of n values, to every `stride`-th byte from `at` on.
 *
 * values [n]   NaN gives `missing`
 * edges [m]    rising, 1 <= m <= 255
 *
 * O(n log m), allocates nothing.
 */
export function countBelow(
  values: Float64Array,
  n: number,
  edges: Float64Array,
  m: number,
  missing: number,
  bytes: Uint8Array,
  at: number,
  stride: number,
): void {
  for (let i = 0; i < n; i++) {
    const v = values[i]!;
    bytes[at + i * stride] = Number.isNaN(v) ? missing : edgesBelow(edges, m, v);
  }
}

/** How many of the first m rising edges lie below v: a binary search without a jump that depends on v. */
export function edgesBelow(edges: Float64Array, m: number, v: number): number {
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
