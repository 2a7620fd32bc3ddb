/** How many of m rising edges lie below v. */
// @ts-ignore: decorator
@inline
export function edgesBelow(edges: usize, m: i32, v: f64): i32 {
  if (m == 0) return 0;
  let low = edges;
  for (let length = <usize>m; length > 1; ) {
    const half = length >> 1;
    low = upper(low, half << 3, v);
    length -= half;
  }
  return count(edges, low, v);
}

/** The upper part of some edges when the last of the lower part lies below v. */
// @ts-ignore: decorator
@inline
function upper(low: usize, bytes: usize, v: f64): usize {
  return select<usize>(low + bytes, low, load<f64>(low + bytes - 8) < v);
}

// @ts-ignore: decorator
@inline
function count(edges: usize, low: usize, v: f64): i32 {
  return <i32>((low - edges) >> 3) + <i32>(load<f64>(low) < v);
}

/**
 * How many of m rising edges lie below each of n values, to every `stride`-th byte from `to` on: `more` added, and for
 * what is no number `missing`. Four searches go on side by side, because each waits for memory at every step.
 */
// @ts-ignore: decorator
@inline
export function countEach(
  values: usize,
  n: i32,
  edges: usize,
  m: i32,
  missing: i32,
  more: i32,
  to: usize,
  stride: usize,
): void {
  const end = values + ((<usize>n) << 3);
  let p = values;
  for (; m > 0 && p + 32 <= end; p += 32, to += stride << 2) {
    const a = load<f64>(p);
    const b = load<f64>(p, 8);
    const c = load<f64>(p, 16);
    const d = load<f64>(p, 24);
    let lowA = edges;
    let lowB = edges;
    let lowC = edges;
    let lowD = edges;
    for (let length = <usize>m; length > 1; ) {
      const half = length >> 1;
      lowA = upper(lowA, half << 3, a);
      lowB = upper(lowB, half << 3, b);
      lowC = upper(lowC, half << 3, c);
      lowD = upper(lowD, half << 3, d);
      length -= half;
    }
    store<u8>(to, <u8>(a == a ? more + count(edges, lowA, a) : missing));
    store<u8>(to + stride, <u8>(b == b ? more + count(edges, lowB, b) : missing));
    store<u8>(to + stride * 2, <u8>(c == c ? more + count(edges, lowC, c) : missing));
    store<u8>(to + stride * 3, <u8>(d == d ? more + count(edges, lowD, d) : missing));
  }
  for (; p < end; p += 8, to += stride) {
    const v = load<f64>(p);
    store<u8>(to, <u8>(v == v ? more + edgesBelow(edges, m, v) : missing));
  }
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
  countEach(values, n, edges, m, missing, 0, bytes + at, stride);
}
