/**
 * Cholesky's factor of a matrix, in place: a becomes l with l l' = a, in its lower half.
 *
 * a [n x n] row after row, symmetric; only its lower half is read, and the upper is left as it is. @returns false when a
 * is not positive definite, and a is then of no use. O(n^3 / 6).
 */
export function cholesky(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      if (i !== j) a[i * n + j] = sum / a[j * n + j]!;
      else if (sum > 0) a[i * n + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}
