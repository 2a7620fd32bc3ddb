const { fround } = Math;

/** Length of the scratch that `gemm` wants for b [k x n]. */
export const gemmScratch = (n: number, k: number): number => (Math.ceil(n / 8) * 8 + 4) * Math.min(k, 256);

/**
 * c = a b, or c += a b where `add` is 1: a [m x k], b [k x n], c [m x n] row after row.
 *
 * a and b are read by strides, so that a transposed matrix is only read otherwise: element (i, p) of a is
 * a[i * aRow + p * aCol], element (p, j) of b is b[p * bRow + j * bCol]. scratch [gemmScratch(n, k)] is for the twin,
 * which copies blocks of a and b there.
 *
 * Every element of c is summed over p ascending in one accumulator of float32, whatever m and n are: a row of c comes out
 * the same alone and in any batch, to the last bit. O(m n k), allocates nothing.
 */
export function gemm(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  aRow: number,
  aCol: number,
  b: Float32Array,
  bRow: number,
  bCol: number,
  c: Float32Array,
  add: number,
  _scratch: Float32Array,
): void {
  if (add === 0) c.fill(0, 0, m * n);
  for (let i = 0; i < m; i++) {
    const to = i * n;
    let p = 0;
    // Four rows of b in one pass over the row of c.
    for (; p + 4 <= k; p += 4) {
      const x = i * aRow + p * aCol;
      const a0 = a[x]!;
      const a1 = a[x + aCol]!;
      const a2 = a[x + 2 * aCol]!;
      const a3 = a[x + 3 * aCol]!;
      for (let j = 0, y = p * bRow; j < n; j++, y += bCol) {
        let sum = c[to + j]!;
        sum = fround(sum + fround(a0 * b[y]!));
        sum = fround(sum + fround(a1 * b[y + bRow]!));
        sum = fround(sum + fround(a2 * b[y + 2 * bRow]!));
        c[to + j] = sum + fround(a3 * b[y + 3 * bRow]!);
      }
    }
    for (; p < k; p++) {
      const v = a[i * aRow + p * aCol]!;
      for (let j = 0, y = p * bRow; j < n; j++, y += bCol) c[to + j]! += fround(v * b[y]!);
    }
  }
}
