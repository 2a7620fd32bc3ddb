/**
 * Squared Euclidean distances of rows from .. from + count of a matrix to one point.
 *
 * point [cols]
 * data [cols x rows]  column after column
 * out [count]
 *
 * Four columns a pass, so that a sum is loaded and stored once for four of its terms; the order of the terms is that of
 * the columns. Differences are squared rather than products expanded: near rows keep their digits. Allocates nothing.
 * O(count x cols).
 */
export function rowDistances(
  point: Float64Array,
  cols: number,
  data: Float64Array,
  rows: number,
  from: number,
  count: number,
  out: Float64Array,
): void {
  for (let i = 0; i < count; i++) out[i] = 0;
  let c = 0;
  for (; c + 4 <= cols; c += 4) {
    const [q0, q1, q2, q3] = [point[c]!, point[c + 1]!, point[c + 2]!, point[c + 3]!];
    const c0 = c * rows + from;
    const c1 = c0 + rows;
    const c2 = c1 + rows;
    const c3 = c2 + rows;
    for (let i = 0; i < count; i++) {
      const d0 = data[c0 + i]! - q0;
      const d1 = data[c1 + i]! - q1;
      const d2 = data[c2 + i]! - q2;
      const d3 = data[c3 + i]! - q3;
      out[i] = out[i]! + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }
  for (; c < cols; c++) {
    const q = point[c]!;
    const c0 = c * rows + from;
    for (let i = 0; i < count; i++) {
      const d = data[c0 + i]! - q;
      out[i] = out[i]! + d * d;
    }
  }
}
