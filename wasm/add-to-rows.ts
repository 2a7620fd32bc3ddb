/** Twin of src/kernels/add-to-rows.ts. */
export function addToRows(scores: usize, at: usize, order: usize, start: i32, end: i32, value: f64): void {
  const base = scores + (at << 3);
  for (let i = start; i < end; i++) {
    const p = base + ((<usize>load<u32>(order + ((<usize>i) << 2))) << 3);
    store<f64>(p, load<f64>(p) + value);
  }
}
