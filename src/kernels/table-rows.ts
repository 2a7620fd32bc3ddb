/**
 * Look rows of a table up: for each of n codes, out = row first + code, or out += it where `add` is 1. Of the `shards` (a
 * power of 2) that the rows are dealt to in turn, only those of one: the others leave out as it is.
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
  shard: number,
  shards: number,
): void {
  for (let i = 0; i < n; i++) {
    const row = first + codes[i * codeColumns + column]!;
    if ((row & (shards - 1)) !== shard) continue;
    const from = row * width;
    const to = i * outWidth + at;
    if (add === 1) for (let j = 0; j < width; j++) out[to + j]! += table[from + j]!;
    else for (let j = 0; j < width; j++) out[to + j] = table[from + j]!;
  }
}

/**
 * The way back: row slots[i] of grad [.. x width] += `width` values of row i of outGrad [n x outWidth], from `at` on; only
 * into rows low..high-1 of grad.
 */
export function scatterRows(
  outGrad: Float32Array,
  outWidth: number,
  at: number,
  n: number,
  slots: Int32Array,
  grad: Float32Array,
  width: number,
  low: number,
  high: number,
): void {
  for (let i = 0; i < n; i++) {
    if (slots[i]! < low || slots[i]! >= high) continue;
    const from = i * outWidth + at;
    const to = slots[i]! * width;
    for (let j = 0; j < width; j++) grad[to + j]! += outGrad[from + j]!;
  }
}
