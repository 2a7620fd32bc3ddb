import { cholesky } from './cholesky.ts';

/**
 * Solve a x = b by Cholesky, in place: b becomes x.
 *
 * a [n x n] symmetric and positive definite, overwritten. @returns false when it is not, and b is then of no use.
 * O(n^3 / 6).
 */
export function solvePositive(a: Float64Array, b: Float64Array): boolean {
  const n = b.length;
  if (!cholesky(a, n)) return false;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i]! -= a[i * n + k]! * b[k]!;
    b[i]! /= a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i]! -= a[k * n + i]! * b[k]!;
    b[i]! /= a[i * n + i]!;
  }
  return true;
}
