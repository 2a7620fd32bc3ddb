/** Twin of src/kernels/coarse-rows.ts. */
export function coarseRows(
  table: usize,
  size: i32,
  first: i32,
  last: i32,
  bytes: usize,
  wide: i32,
  scale: usize,
  lost: usize,
  length: usize,
): void {
  for (let r = first; r < last; r++) {
    const from = table + ((<usize>r * <usize>size) << 2);
    const to = bytes + <usize>r * <usize>wide;
    let largest: f32 = 0;
    for (let j = 0; j < size; j++) largest = max<f32>(largest, abs<f32>(load<f32>(from + ((<usize>j) << 2))));
    const unit = <f64>(<f32>(<f64>largest / 127));
    let left: f64 = 0;
    let squared: f64 = 0;
    for (let j = 0; j < size; j++) {
      const value = <f64>load<f32>(from + ((<usize>j) << 2));
      const byte = unit > 0 && unit < Infinity ? max<f64>(-127, min<f64>(127, floor<f64>(value / unit + 0.5))) : 0;
      store<i8>(to + <usize>j, <i8>(<i32>byte));
      const off = value - byte * unit;
      left += off * off;
      squared += value * value;
    }
    const at = (<usize>r) << 2;
    store<f32>(scale + at, <f32>unit);
    store<f32>(lost + at, <f32>sqrt<f64>(left));
    store<f32>(length + at, <f32>sqrt<f64>(squared));
  }
}
