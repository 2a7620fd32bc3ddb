/** Twin of src/kernels/gram-strip.ts. */
export function gramStrip(
  first: i32,
  last: i32,
  columnStart: usize,
  row: usize,
  columnValue: usize,
  rowStart: usize,
  column: usize,
  rowValue: usize,
  out: usize,
): void {
  const end = first + 128;
  for (let i = first; i < last; i++) {
    const line = out + ((<usize>(i - first)) << 9);
    const stop = load<i32>(columnStart + ((<usize>i) << 2), 4);
    for (let p = load<i32>(columnStart + ((<usize>i) << 2)); p < stop; p++) {
      const value = load<f32>(columnValue + ((<usize>p) << 2));
      const at = rowStart + ((<usize>load<i32>(row + ((<usize>p) << 2))) << 2);
      const from = <usize>load<i32>(at);
      const count = (<usize>load<i32>(at, 4)) - from;
      let items = column + (from << 2);
      let values = rowValue + (from << 2);
      const done = items + (count << 2);
      for (; items < done; items += 4, values += 4) {
        const j = load<i32>(items);
        if (j >= end) break;
        const to = line + ((<usize>(j >> 7)) << 16) + ((<usize>(j & 127)) << 2);
        store<f32>(to, load<f32>(to) + value * load<f32>(values));
      }
    }
  }
}
