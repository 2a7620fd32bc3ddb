/** How many of m rising edges lie below v. */
// @ts-ignore: decorator
@inline
export function edgesBelow(edges: usize, m: i32, v: f64): i32 {
  if (m == 0) return 0;
  let low = edges;
  let length = <usize>m;
  while (length > 1) {
    const half = length >> 1;
    low = select<usize>(low + (half << 3), low, load<f64>(low + (half << 3) - 8) < v);
    length -= half;
  }
  return <i32>((low - edges) >> 3) + <i32>(load<f64>(low) < v);
}

/** Twin of src/kernels/count-below.ts. */
export function countBelow(
  values: usize,
  n: i32,
  edges: usize,
  m: i32,
  missing: i32,
  bytes: usize,
  at: usize,
  stride: usize,
): void {
  let to = bytes + at;
  for (let i = 0; i < n; i++, to += stride) {
    const v = load<f64>(values + ((<usize>i) << 3));
    store<u8>(to, <u8>(v == v ? edgesBelow(edges, m, v) : missing));
  }
}
