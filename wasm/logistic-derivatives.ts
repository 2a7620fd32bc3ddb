/** 1.5 x 2^52: added to a whole number, it leaves the number in the lowest bits. */
const WHOLE: f64 = 6755399441055744;

// @ts-ignore: decorator
@inline
function step(e: v128, r: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(e, r), f64x2.splat(c));
}

/** Probabilities of two scores; every operation as in src/kernels/logistic-derivatives.ts. */
// @ts-ignore: decorator
@inline
function probability(scores: v128): v128 {
  const x = f64x2.min(f64x2.max(f64x2.neg(scores), f64x2.splat(-40)), f64x2.splat(40));
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
  // e is normal and k small: adding k to the exponent multiplies by 2^k.
  e = i64x2.add(e, i64x2.shl(f64x2.add(k, f64x2.splat(WHOLE)), 52));
  return f64x2.div(f64x2.splat(1), f64x2.add(f64x2.splat(1), e));
}

/** Twin of src/kernels/logistic-derivatives.ts. */
export function logisticDerivatives(
  y: usize,
  weights: usize,
  weighted: i32,
  scores: usize,
  from: i32,
  to: i32,
  grad: usize,
  hess: usize,
): void {
  const one = f64x2.splat(1);
  let i = from;
  for (; i + 2 <= to; i += 2) {
    const at = (<usize>i) << 3;
    const p = probability(v128.load(scores + at));
    const w = weighted ? v128.load(weights + at) : one;
    v128.store(grad + at, f64x2.mul(w, f64x2.sub(p, v128.load(y + at))));
    v128.store(hess + at, f64x2.mul(w, f64x2.mul(p, f64x2.sub(one, p))));
  }
  if (i < to) {
    const at = (<usize>i) << 3;
    const p = f64x2.extract_lane(probability(v128.load64_zero(scores + at)), 0);
    const w = weighted ? load<f64>(weights + at) : 1;
    store<f64>(grad + at, w * (p - load<f64>(y + at)));
    store<f64>(hess + at, w * (p * (1 - p)));
  }
}
