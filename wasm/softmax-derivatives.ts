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
  for (; i + 2 <= to; i += 2) two(y, weights, weighted, classes, row, raise, scores, (<usize>i) << 3, grad, hess);
  if (i < to) one(y, weights, weighted, classes, row, raise, scores, (<usize>i) << 3, grad, hess);
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
  const one = f64x2.splat(1);
  let most = v128.load(scores + at);
  for (let k = 1, p = at + row; k < classes; k++, p += row) most = f64x2.max(most, v128.load(scores + p));
  let sum = f64x2.splat(0);
  for (let k = 0, p = at; k < classes; k++, p += row) {
    const e = exponential(f64x2.max(f64x2.sub(v128.load(scores + p), most), f64x2.splat(-600)));
    v128.store(grad + p, e);
    sum = f64x2.add(sum, e);
  }
  const w = weighted ? v128.load(weights + at) : one;
  const truth = v128.load(y + at);
  for (let k = 0, p = at; k < classes; k++, p += row) {
    const share = f64x2.div(v128.load(grad + p), sum);
    const told = v128.and(f64x2.eq(truth, f64x2.splat(<f64>k)), one);
    v128.store(grad + p, f64x2.mul(w, f64x2.sub(share, told)));
    v128.store(
      hess + p,
      f64x2.mul(w, f64x2.mul(f64x2.mul(share, f64x2.sub(one, share)), f64x2.splat(raise))),
    );
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
