/** Twins of src/kernels/row-sums.ts. */
export function repeatRow(row: usize, out: usize, rows: i32, cols: i32): void {
  const bytes = (<usize>cols) << 2;
  for (let i = 0; i < rows; i++, out += bytes) memory.copy(out, row, bytes);
}

export function addRows(x: usize, sum: usize, rows: i32, cols: i32): void {
  const bytes = (<usize>cols) << 2;
  let j = 0;
  for (; j + 4 <= cols; j += 4, x += 16, sum += 16) {
    let s = v128.load(sum);
    for (let i = 0, from = x; i < rows; i++, from += bytes) s = f32x4.add(s, v128.load(from));
    v128.store(sum, s);
  }
  for (; j < cols; j++, x += 4, sum += 4) {
    let s = load<f32>(sum);
    for (let i = 0, from = x; i < rows; i++, from += bytes) s += load<f32>(from);
    store<f32>(sum, s);
  }
}
