/** 1.5 x 2^52: added to a whole number, it leaves the number in the lowest bits. */
const WHOLE: f64 = 6755399441055744;

// @ts-ignore: decorator
@inline
function step(e: v128, r: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(e, r), f64x2.splat(c));
}

/** e^x of two numbers in [-600, 40]; every operation as in src/kernels/exponential.ts. */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  const k = f64x2.floor(f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), f64x2.splat(0.5)));
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(k, f64x2.splat(0.6931471803691238))),
    f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)),
  );
  let e = f64x2.add(f64x2.mul(r, f64x2.splat(1.0 / 39916800)), f64x2.splat(1.0 / 3628800));
  e = step(e, r, 1.0 / 362880);
  e = step(e, r, 1.0 / 40320);
  e = step(e, r, 1.0 / 5040);
  e = step(e, r, 1.0 / 720);
  e = step(e, r, 1.0 / 120);
  e = step(e, r, 1.0 / 24);
  e = step(e, r, 1.0 / 6);
  e = step(e, r, 0.5);
  e = step(e, r, 1);
  e = step(e, r, 1);
  // e is normal and so is the product: adding k to the exponent multiplies by 2^k.
  return i64x2.add(e, i64x2.shl(f64x2.add(k, f64x2.splat(WHOLE)), 52));
}
