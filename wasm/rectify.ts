/** Twins of src/kernels/rectify.ts. */
export function rectify(x: usize, out: usize, n: i32): void {
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4, x += 16, out += 16) {
    v128.store(out, f32x4.max(v128.load(x), zero));
  }
  for (; i < n; i++, x += 4, out += 4) store<f32>(out, max<f32>(load<f32>(x), 0));
}

export function rectifyBack(out: usize, outGrad: usize, xGrad: usize, n: i32): void {
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4, out += 16, outGrad += 16, xGrad += 16) {
    const through = v128.and(v128.load(outGrad), f32x4.gt(v128.load(out), zero));
    v128.store(xGrad, f32x4.add(v128.load(xGrad), through));
  }
  for (; i < n; i++, out += 4, outGrad += 4, xGrad += 4)
    store<f32>(xGrad, load<f32>(xGrad) + (load<f32>(out) > 0 ? load<f32>(outGrad) : 0));
}
