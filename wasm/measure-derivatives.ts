/** Twin of src/kernels/measure-derivatives.ts. */
export function measureDerivatives(grad: usize, hess: usize, from: i32, to: i32, out: usize, part: i32): void {
  let grads = f64x2.splat(0);
  let hesses = f64x2.splat(0);
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let g = grad + ((<usize>from) << 3);
  let h = hess + ((<usize>from) << 3);
  let i = from;
  for (; i + 4 <= to; i += 4, g += 32, h += 32) {
    const h0 = v128.load(h);
    const h1 = v128.load(h, 16);
    grads = f64x2.pmax(grads, f64x2.pmax(f64x2.abs(v128.load(g)), f64x2.abs(v128.load(g, 16))));
    hesses = f64x2.pmax(hesses, f64x2.pmax(h0, h1));
    a = f64x2.add(a, h0);
    b = f64x2.add(b, h1);
  }
  const both = f64x2.add(a, b);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  let mostGrad = max(f64x2.extract_lane(grads, 0), f64x2.extract_lane(grads, 1));
  let mostHess = max(f64x2.extract_lane(hesses, 0), f64x2.extract_lane(hesses, 1));
  for (; i < to; i++, g += 8, h += 8) {
    mostGrad = max(mostGrad, abs(load<f64>(g)));
    mostHess = max(mostHess, load<f64>(h));
    sum += load<f64>(h);
  }
  const p = out + ((<usize>part) << 5);
  store<f64>(p, mostGrad);
  store<f64>(p, mostHess, 8);
  store<f64>(p, sum, 16);
}
