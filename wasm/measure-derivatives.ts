/** Twin of src/kernels/measure-derivatives.ts. */
export function measureDerivatives(grad: usize, hess: usize, from: i32, to: i32, out: usize, part: i32): void {
  let mostGrad: f64 = 0;
  let mostHess: f64 = 0;
  let sum: f64 = 0;
  for (let i = from; i < to; i++) {
    const h = load<f64>(hess + ((<usize>i) << 3));
    mostGrad = max(mostGrad, abs(load<f64>(grad + ((<usize>i) << 3))));
    mostHess = max(mostHess, h);
    sum += h;
  }
  const p = out + ((<usize>part) << 5);
  store<f64>(p, mostGrad);
  store<f64>(p, mostHess, 8);
  store<f64>(p, sum, 16);
}
