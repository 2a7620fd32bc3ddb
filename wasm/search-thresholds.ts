/** Twin of src/kernels/search-thresholds.ts: entries as in leaf-histogram.ts, both divisions of a score in one. */
export function searchThresholds(
  hist: usize,
  stride: i32,
  sumBits: i32,
  columns: usize,
  from: i32,
  to: i32,
  bins: usize,
  units: usize,
  limits: usize,
  found: usize,
): void {
  for (let i = from; i < to; i++) {
    const c = load<i32>(columns + ((<usize>i) << 2));
    const first = hist + ((<usize>(c * stride)) << 4);
    const out = found + <usize>(i * 48);
    store<f64>(out, load<f64>(limits, 48));
    store<f64>(out, 0, 8);
    const n = load<i32>(bins + ((<usize>c) << 2));
    if (n == 0) continue;
    const missing = <f64><i64>(load<u64>(first, 8) >> <u64>sumBits) * load<f64>(units, 16);
    if (missing > load<f64>(limits, 56)) {
      scan(first, n, 0, sumBits, units, limits, out);
      scan(first, n - 1, 1, sumBits, units, limits, out);
    } else {
      scan(first, n - 1, 0, sumBits, units, limits, out);
      store<f64>(out, load<f64>(out, 40) * 2 > load<f64>(limits, 16) ? 1 : 0, 16);
    }
  }
}

function scan(first: usize, last: i32, missing: i32, sumBits: i32, units: usize, limits: usize, out: usize): void {
  const mask = (<u64>1 << <u64>sumBits) - 1;
  const gradUnit = load<f64>(units);
  const hessUnit = load<f64>(units, 8);
  const weightUnit = load<f64>(units, 16);
  const totalGrad = load<f64>(limits);
  const totalHess = load<f64>(limits, 8);
  const totalCount = load<f64>(limits, 16);
  const l2 = f64x2.splat(load<f64>(limits, 24));
  const minHessian = load<f64>(limits, 32);
  const minRows = load<f64>(limits, 40);
  let best = load<f64>(out);
  // Whole numbers are added faster than what they stand for, and to the same sums.
  let grads = missing ? load<i64>(first) : 0;
  let word = missing ? load<u64>(first, 8) : 0;
  for (let b = 1, p = first + 16; b <= last; b++, p += 16) {
    grads += load<i64>(p);
    word += load<u64>(p, 8);
    const leftHess = <f64><i64>(word & mask) * hessUnit;
    const leftCount = <f64><i64>(word >> <u64>sumBits) * weightUnit;
    if (leftCount < minRows || leftHess < minHessian) continue;
    const rightHess = totalHess - leftHess;
    if (totalCount - leftCount < minRows || rightHess < minHessian) break;
    const left = <f64>grads * gradUnit;
    const grad = f64x2.replace_lane(f64x2.splat(left), 1, totalGrad - left);
    const hess = f64x2.add(f64x2.replace_lane(f64x2.splat(leftHess), 1, rightHess), l2);
    const scores = f64x2.div(f64x2.mul(grad, grad), hess);
    const score = f64x2.extract_lane(scores, 0) + f64x2.extract_lane(scores, 1);
    if (!(score > best)) continue;
    best = score;
    store<f64>(out, score);
    store<f64>(out, <f64>b, 8);
    store<f64>(out, <f64>missing, 16);
    store<f64>(out, left, 24);
    store<f64>(out, leftHess, 32);
    store<f64>(out, leftCount, 40);
  }
}
