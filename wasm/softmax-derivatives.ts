import { exponential } from './exponential';

/** Twin of src/kernels/softmax-derivatives.ts. */
export function softmaxDerivatives(
  y: usize,
  weights: usize,
  weighted: i32,
  classes: i32,
  rows: i32,
  raise: f64,
  scores: usize,
  from: i32,
  to: i32,
  grad: usize,
  hess: usize,
): void {
  const row = (<usize>rows) << 3;
  let i = from;
  for (; i + 4 <= to; i += 4) four(y, weights, weighted, classes, row, raise, scores, (<usize>i) << 3, grad, hess);
  for (; i + 2 <= to; i += 2) two(y, weights, weighted, classes, row, raise, scores, (<usize>i) << 3, grad, hess);
  if (i < to) one(y, weights, weighted, classes, row, raise, scores, (<usize>i) << 3, grad, hess);
}

/** The exponentials of two scores less the highest, to where gradients will stand. */
// @ts-ignore: decorator
@inline
function raised(scores: usize, most: v128, to: usize): v128 {
  const e = exponential(f64x2.pmax(f64x2.sub(v128.load(scores), most), f64x2.splat(-600)));
  v128.store(to, e);
  return e;
}

/** Derivatives of two rows by the score of one class, from their exponentials. */
// @ts-ignore: decorator
@inline
function derive(grad: usize, hess: usize, sum: v128, truth: v128, k: i32, w: v128, raise: f64): void {
  const one = f64x2.splat(1);
  const share = f64x2.div(v128.load(grad), sum);
  const told = v128.and(f64x2.eq(truth, f64x2.splat(<f64>k)), one);
  v128.store(grad, f64x2.mul(w, f64x2.sub(share, told)));
  v128.store(hess, f64x2.mul(w, f64x2.mul(f64x2.mul(share, f64x2.sub(one, share)), f64x2.splat(raise))));
}

function two(
  y: usize,
  weights: usize,
  weighted: i32,
  classes: i32,
  row: usize,
  raise: f64,
  scores: usize,
  at: usize,
  grad: usize,
  hess: usize,
): void {
  let most = v128.load(scores + at);
  for (let k = 1, p = at + row; k < classes; k++, p += row) most = f64x2.pmax(most, v128.load(scores + p));
  let sum = f64x2.splat(0);
  for (let k = 0, p = at; k < classes; k++, p += row) sum = f64x2.add(sum, raised(scores + p, most, grad + p));
  const w = weighted ? v128.load(weights + at) : f64x2.splat(1);
  const truth = v128.load(y + at);
  for (let k = 0, p = at; k < classes; k++, p += row) derive(grad + p, hess + p, sum, truth, k, w, raise);
}

/** As `two`, of two pairs of rows, which share what the exponential is made of. */
function four(
  y: usize,
  weights: usize,
  weighted: i32,
  classes: i32,
  row: usize,
  raise: f64,
  scores: usize,
  at: usize,
  grad: usize,
  hess: usize,
): void {
  let most = v128.load(scores + at);
  let most2 = v128.load(scores + at, 16);
  for (let k = 1, p = at + row; k < classes; k++, p += row) {
    most = f64x2.pmax(most, v128.load(scores + p));
    most2 = f64x2.pmax(most2, v128.load(scores + p, 16));
  }
  let sum = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  for (let k = 0, p = at; k < classes; k++, p += row) {
    sum = f64x2.add(sum, raised(scores + p, most, grad + p));
    sum2 = f64x2.add(sum2, raised(scores + p + 16, most2, grad + p + 16));
  }
  const w = weighted ? v128.load(weights + at) : f64x2.splat(1);
  const w2 = weighted ? v128.load(weights + at, 16) : f64x2.splat(1);
  const truth = v128.load(y + at);
  const truth2 = v128.load(y + at, 16);
  for (let k = 0, p = at; k < classes; k++, p += row) {
    derive(grad + p, hess + p, sum, truth, k, w, raise);
    derive(grad + p + 16, hess + p + 16, sum2, truth2, k, w2, raise);
  }
}

/** The last row of an odd number. */
function one(
  y: usize,
  weights: usize,
  weighted: i32,
  classes: i32,
  row: usize,
  raise: f64,
  scores: usize,
  at: usize,
  grad: usize,
  hess: usize,
): void {
  let most = load<f64>(scores + at);
  for (let k = 1, p = at + row; k < classes; k++, p += row) most = max(most, load<f64>(scores + p));
  let sum: f64 = 0;
  for (let k = 0, p = at; k < classes; k++, p += row) {
    const e = f64x2.extract_lane(exponential(f64x2.splat(max(load<f64>(scores + p) - most, -600))), 0);
    store<f64>(grad + p, e);
    sum += e;
  }
  const w = weighted ? load<f64>(weights + at) : 1;
  const truth = load<f64>(y + at);
  for (let k = 0, p = at; k < classes; k++, p += row) {
    const share = load<f64>(grad + p) / sum;
    store<f64>(grad + p, w * (share - (truth == <f64>k ? 1 : 0)));
    store<f64>(hess + p, w * (share * (1 - share) * raise));
  }
}
