/** Twin of src/kernels/take-bytes.ts. */
export function takeBytes(from: usize, at: usize, order: usize, n: i32, to: usize, toAt: usize): void {
  const column = from + at;
  const stop = order + ((<usize>n) << 2);
  for (let p = order, d = to + toAt; p < stop; p += 4, d++) store<u8>(d, load<u8>(column + <usize>load<u32>(p)));
}
