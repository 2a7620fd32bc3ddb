import { exponential } from './exponential';

/** Probabilities of two scores. */
// @ts-ignore: decorator
@inline
function probability(scores: v128): v128 {
  const x = f64x2.min(f64x2.max(f64x2.neg(scores), f64x2.splat(-40)), f64x2.splat(40));
  return f64x2.div(f64x2.splat(1), f64x2.add(f64x2.splat(1), exponential(x)));
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
