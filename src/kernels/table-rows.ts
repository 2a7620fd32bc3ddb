/**
 * Look rows of a table up: for each of n codes, out = row first + code, or out += it where `add` is 1.
 *
 * table [.. x width], codes [n x codeColumns] of which column `column` is read, out [n x outWidth] of which `width` values
 * from `at` on are written. O(n width).
 */
export function lookUpRows(
  table: Float32Array,
  width: number,
  first: number,
  codes: Int32Array,
  codeColumns: number,
  column: number,
  n: number,
  out: Float32Array,
  outWidth: number,
  at: number,
  add: number,
): void {
  for (let i = 0; i < n; i++) {
    const from = (first + codes[i * codeColumns + column]!) * width;
    const to = i * outWidth + at;
    if (add === 1) for (let j = 0; j < width; j++) out[to + j]! += table[from + j]!;
    else for (let j = 0; j < width; j++) out[to + j] = table[from + j]!;
  }
}

/** The way back: row slots[i] of grad [.. x width] += `width` values of row i of outGrad [n x outWidth], from `at` on. */
export function scatterRows(
  outGrad: Float32Array,
  outWidth: number,
  at: number,
  n: number,
  slots: Int32Array,
  grad: Float32Array,
  width: number,
): void {
  for (let i = 0; i < n; i++) {
    const from = i * outWidth + at;
    const to = slots[i]! * width;
    for (let j = 0; j < width; j++) grad[to + j]! += outGrad[from + j]!;
  }
}
