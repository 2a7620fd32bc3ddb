/**
 * out += X' X, its rows from .. to - 1 up to the diagonal.
 *
 * x [cols x stride]   column after column, of which the first `rows`, a multiple of 8, are looked at
 * out [cols x cols]   row after row
 *
 * Even and odd rows are summed apart and then together, in whatever parts the columns are done. O(rows cols (to - from)).
 */
export function addCrossProducts(
  x: Float64Array,
  stride: number,
  rows: number,
  cols: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  for (let i = from; i < to; i++)
    for (let j = 0; j <= i; j++) {
      let [even, odd] = [0, 0];
      const [a, b] = [i * stride, j * stride];
      for (let r = 0; r < rows; r += 2) {
        even += x[a + r]! * x[b + r]!;
        odd += x[a + r + 1]! * x[b + r + 1]!;
      }
      out[i * cols + j]! += even + odd;
    }
}
