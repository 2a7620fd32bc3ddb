/** Twin of src/kernels/clear-values.ts. */
export function clearValues(values: usize, n: i32): void {
  let p = values;
  const last = values + ((<usize>n) << 2);
  for (; p + 16 <= last; p += 16) v128.store(p, f32x4.splat(0));
  for (; p < last; p += 4) store<f32>(p, 0);
}
