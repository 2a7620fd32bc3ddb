/**
 * Copy what a category answers to all sets that are asked of its column: a line of `width` bytes.
 *
 * values [n]               codes; what is no code, NaN among them, has the first line
 * lineOf [cardinality + 1] by 1 + code, the first for no code: which line
 * lines [.. x width]       width a multiple of 16
 * bytes [..]               row i gets its line at `at + i * stride`
 *
 * O(n x width), allocates nothing.
 */
export function answerSets(
  values: Float64Array,
  n: number,
  cardinality: number,
  lineOf: Int32Array,
  lines: Uint8Array,
  width: number,
  bytes: Uint8Array,
  at: number,
  stride: number,
): void {
  for (let i = 0; i < n; i++) {
    const v = values[i]!;
    const code = v >= 0 && v < cardinality ? Math.trunc(v) + 1 : 0;
    const from = lineOf[code]! * width;
    const to = at + i * stride;
    for (let k = 0; k < width; k++) bytes[to + k] = lines[from + k]!;
  }
}
