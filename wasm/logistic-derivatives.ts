import { exponential } from './exponential';

/** Probabilities of two scores. */
// @ts-ignore: decorator
@inline
function probability(scores: v128): v128 {
  const x = f64x2.pmin(f64x2.pmax(f64x2.neg(scores), f64x2.splat(-40)), f64x2.splat(40));
  return f64x2.div(f64x2.splat(1), f64x2.add(f64x2.splat(1), exponential(x)));
}

// @ts-ignore: decorator
@inline
function two(
  y: usize,
  weights: usize,
  weighted: i32,
  scores: usize,
  at: usize,
  grad: usize,
  hess: usize,
): void {
  const one = f64x2.splat(1);
  const p = probability(v128.load(scores + at));
  const w = weighted ? v128.load(weights + at) : one;
  v128.store(grad + at, f64x2.mul(w, f64x2.sub(p, v128.load(y + at))));
  v128.store(hess + at, f64x2.mul(w, f64x2.mul(p, f64x2.sub(one, p))));
}

/** Twin of src/kernels/logistic-derivatives.ts: four rows at a time, which share what the exponential is made of. */
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
  let i = from;
  for (; i + 4 <= to; i += 4) {
    two(y, weights, weighted, scores, (<usize>i) << 3, grad, hess);
    two(y, weights, weighted, scores, (<usize>(i + 2)) << 3, grad, hess);
  }
  for (; i + 2 <= to; i += 2) two(y, weights, weighted, scores, (<usize>i) << 3, grad, hess);
  if (i < to) {
    const at = (<usize>i) << 3;
    const p = f64x2.extract_lane(probability(v128.load64_zero(scores + at)), 0);
    const w = weighted ? load<f64>(weights + at) : 1;
    store<f64>(grad + at, w * (p - load<f64>(y + at)));
    store<f64>(hess + at, w * (p * (1 - p)));
  }
}
