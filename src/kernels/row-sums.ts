/** Write `row` [cols] to each of the rows of out [rows x cols]. */
export function repeatRow(row: Float32Array, out: Float32Array, rows: number, cols: number): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[i * cols + j] = row[j]!;
}

/** Add the rows of x [rows x cols], from the first to the last, to sum [cols]: the way back of `repeatRow`. */
export function addRows(x: Float32Array, sum: Float32Array, rows: number, cols: number): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) sum[j]! += x[i * cols + j]!;
}
