/**
 * Squared Euclidean distance of a[from .. from + n) and b[to .. to + n).
 *
 * Four sums side by side, as the twin holds them. O(n), allocates nothing.
 */
export function squaredDistance(
  a: Float64Array,
  from: number,
  b: Float64Array,
  to: number,
  n: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let p = 0;
  for (; p + 4 <= n; p += 4) {
    const d0 = a[from + p]! - b[to + p]!;
    const d1 = a[from + p + 1]! - b[to + p + 1]!;
    const d2 = a[from + p + 2]! - b[to + p + 2]!;
    const d3 = a[from + p + 3]! - b[to + p + 3]!;
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  for (; p < n; p++) {
    const d = a[from + p]! - b[to + p]!;
    s0 += d * d;
  }
  return s0 + s2 + (s1 + s3);
}
