/** Eigenvalues, descending, and the vectors that belong to them: row i is the vector of value i, of length 1. */
export interface Eigen {
  /** [n] */
  readonly values: Float64Array;
  /** [n x n] row after row. */
  readonly vectors: Float64Array;
}

const SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix a [n x n], by Jacobi's rotations.
 *
 * Small values are found as exactly as large ones. Vectors have their largest part positive, the first of equals.
 * O(n^3) a sweep, about six to ten sweeps: for n of some hundreds at most. Source: Golub and Van Loan, section 8.5; the
 * rotation that stays exact, Rutishauser 1966.
 */
export function symmetricEigen(a: Float64Array, n: number): Eigen {
  const m = a.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < SWEEPS && rotateAll(m, v, n); sweep++);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => m[j * n + j]! - m[i * n + i]! || i - j);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(v.subarray(from * n, (from + 1) * n), to * n);
    turnUp(vectors, to * n, n);
  });
  return { values: Float64Array.from(order, (i) => m[i * n + i]!), vectors };
}

/** Turn a vector round where its largest part is negative. */
export function turnUp(values: Float64Array, from: number, n: number): void {
  let most = from;
  for (let i = from; i < from + n; i++) if (Math.abs(values[i]!) > Math.abs(values[most]!)) most = i;
  if (values[most]! < 0) for (let i = from; i < from + n; i++) values[i] = -values[i]!;
}

/** One rotation for each pair. @returns whether any was needed. */
function rotateAll(m: Float64Array, v: Float64Array, n: number): boolean {
  let rotated = false;
  for (let p = 0; p < n; p++)
    for (let q = p + 1; q < n; q++) {
      const off = m[p * n + q]!;
      // So small beside both that it would round away.
      if (
        Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(m[p * n + p]!)) * Math.sqrt(Math.abs(m[q * n + q]!)) ||
        off === 0
      )
        continue;
      rotated = true;
      const theta = (m[q * n + q]! - m[p * n + p]!) / (2 * off);
      const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
      const c = 1 / Math.hypot(t, 1);
      const s = t * c;
      m[p * n + p]! -= t * off;
      m[q * n + q]! += t * off;
      m[p * n + q] = 0;
      m[q * n + p] = 0;
      for (let i = 0; i < n; i++) {
        if (i !== p && i !== q) {
          const x = m[p * n + i]!;
          const y = m[q * n + i]!;
          m[p * n + i] = c * x - s * y;
          m[q * n + i] = s * x + c * y;
          m[i * n + p] = m[p * n + i]!;
          m[i * n + q] = m[q * n + i]!;
        }
        const x = v[p * n + i]!;
        const y = v[q * n + i]!;
        v[p * n + i] = c * x - s * y;
        v[q * n + i] = s * x + c * y;
      }
    }
  return rotated;
}
