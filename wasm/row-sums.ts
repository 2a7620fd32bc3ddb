/** Twins of src/kernels/row-sums.ts. */
export function repeatRow(row: usize, out: usize, rows: i32, cols: i32): void {
  const bytes = (<usize>cols) << 2;
  // The instruction that copies shared memory is several times slower.
  for (let i = 0; i < rows; i++) {
    let j: usize = 0;
    for (; j + 16 <= bytes; j += 16, out += 16) v128.store(out, v128.load(row + j));
    for (; j < bytes; j += 4, out += 4) store<f32>(out, load<f32>(row + j));
  }
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
