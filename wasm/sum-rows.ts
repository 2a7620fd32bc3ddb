/** Twin of src/kernels/sum-rows.ts. */
export function sumRows(values: usize, order: usize, start: i32, end: i32, out: usize, at: i32): void {
  let sum: f64 = 0;
  for (let i = start; i < end; i++) sum += load<f64>(values + ((<usize>load<u32>(order + ((<usize>i) << 2))) << 3));
  store<f64>(out + ((<usize>at) << 3), sum);
}
