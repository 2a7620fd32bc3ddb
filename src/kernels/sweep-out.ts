const { fround } = Math;

/**
 * Minus the inverse of a symmetric, positive definite matrix: its rows are swept out one after another, in float64.
 *
 * a [n x n], of which the lower half is read; out [n x n], symmetric to the last bit, may be a; scratch [n x n + 2 n]; n is even.
 * @returns 0 where a is not positive definite, and out is then left as it is; else 1. O(n^3 / 2). Source: Goodnight 1979,
 * "A tutorial on the sweep operator".
 */
export function sweepOut(n: number, a: Float32Array, out: Float32Array, scratch: Float64Array): number {
  const rows = scratch.subarray(0, n * n);
  const column = scratch.subarray(n * n, n * n + n);
  const share = scratch.subarray(n * n + n, n * n + 2 * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) rows[i * n + j] = a[i * n + j]!;
  for (let k = 0; k < n; k++) {
    const pivot = rows[k * n + k]!;
    if (!(pivot > 0)) return 0;
    for (let j = 0; j < n; j++) {
      column[j] = rows[j < k ? k * n + j : j * n + k]!;
      share[j] = column[j]! / pivot;
    }
    for (let i = 0; i < n; i++) {
      const by = column[i]!;
      for (let j = 0; j <= i; j++) rows[i * n + j]! -= by * share[j]!;
    }
    for (let j = 0; j < n; j++) rows[j < k ? k * n + j : j * n + k] = share[j]!;
    rows[k * n + k] = -1 / pivot;
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      out[i * n + j] = fround(rows[i * n + j]!);
      out[j * n + i] = out[i * n + j]!;
    }
  return 1;
}
