/** Twins of src/kernels/table-rows.ts. */
export function lookUpRows(
  table: usize,
  width: i32,
  first: i32,
  codes: usize,
  codeColumns: i32,
  column: i32,
  n: i32,
  out: usize,
  outWidth: i32,
  at: i32,
  add: i32,
  shard: i32,
  shards: i32,
): void {
  const mask = shards - 1;
  const bytes = (<usize>width) << 2;
  const step = (<usize>outWidth) << 2;
  const next = (<usize>codeColumns) << 2;
  codes += (<usize>column) << 2;
  out += (<usize>at) << 2;
  for (let i = 0; i < n; i++, codes += next, out += step) {
    const index = first + load<i32>(codes);
    if ((index & mask) != shard) continue;
    const row = table + (<usize>index) * bytes;
    if (add != 0) addRow(row, out, width);
    else copyRow(row, out, width);
  }
}

export function scatterRows(
  outGrad: usize,
  outWidth: i32,
  at: i32,
  n: i32,
  slots: usize,
  grad: usize,
  width: i32,
  low: i32,
  high: i32,
): void {
  const bytes = (<usize>width) << 2;
  const step = (<usize>outWidth) << 2;
  outGrad += (<usize>at) << 2;
  for (let i = 0; i < n; i++, slots += 4, outGrad += step) {
    const slot = load<i32>(slots);
    if (slot >= low && slot < high) addRow(outGrad, grad + (<usize>slot) * bytes, width);
  }
}

// @ts-ignore: decorator
@inline
function copyRow(from: usize, to: usize, width: i32): void {
  let j = 0;
  for (; j + 4 <= width; j += 4, from += 16, to += 16) v128.store(to, v128.load(from));
  for (; j < width; j++, from += 4, to += 4) store<f32>(to, load<f32>(from));
}

// @ts-ignore: decorator
@inline
function addRow(from: usize, to: usize, width: i32): void {
  let j = 0;
  for (; j + 4 <= width; j += 4, from += 16, to += 16)
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  for (; j < width; j++, from += 4, to += 4) store<f32>(to, load<f32>(to) + load<f32>(from));
}
