/** Twin of src/kernels/squared-distance.ts, over addresses. */
// @ts-ignore: decorator
@inline
export function squaredDistance(a: usize, b: usize, n: i32): f64 {
  let s = f64x2.splat(0);
  let t = s;
  let p = 0;
  for (; p + 4 <= n; p += 4, a += 32, b += 32) {
    const d = f64x2.sub(v128.load(a), v128.load(b));
    const e = f64x2.sub(v128.load(a, 16), v128.load(b, 16));
    s = f64x2.add(s, f64x2.mul(d, d));
    t = f64x2.add(t, f64x2.mul(e, e));
  }
  let first = f64x2.extract_lane(s, 0);
  for (; p < n; p++, a += 8, b += 8) {
    const d = load<f64>(a) - load<f64>(b);
    first += d * d;
  }
  return first + f64x2.extract_lane(t, 0) + (f64x2.extract_lane(s, 1) + f64x2.extract_lane(t, 1));
}
