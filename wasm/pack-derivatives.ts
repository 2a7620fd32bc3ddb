/** Twin of src/kernels/pack-derivatives.ts. */
export function packDerivatives(
  grad: usize,
  hess: usize,
  weight: usize,
  weighted: i32,
  from: i32,
  to: i32,
  gradScale: f64,
  hessScale: f64,
  weightScale: f64,
  hessBits: i32,
  packed: usize,
): void {
  const gs = f64x2.splat(gradScale);
  const hs = f64x2.splat(hessScale);
  const half = f64x2.splat(0.5);
  const one = i32x4.splat(1 << hessBits);
  let i = from;
  if (!weighted)
    for (; i + 2 <= to; i += 2) {
      const p = (<usize>i) << 3;
      const g = i32x4.trunc_sat_f64x2_s_zero(f64x2.floor(f64x2.add(f64x2.mul(v128.load(grad + p), gs), half)));
      const h = v128.or(
        i32x4.trunc_sat_f64x2_u_zero(f64x2.floor(f64x2.add(f64x2.mul(v128.load(hess + p), hs), half))),
        one,
      );
      v128.store(packed + p, v128.shuffle<i32>(g, h, 0, 4, 1, 5));
    }
  for (; i < to; i++) {
    const p = (<usize>i) << 3;
    const w = weighted ? <u32>(<i64>floor(load<f64>(weight + p) * weightScale + 0.5)) : 1;
    store<i32>(packed + p, <i32>floor(load<f64>(grad + p) * gradScale + 0.5));
    store<u32>(packed + p, <u32>(<i64>floor(load<f64>(hess + p) * hessScale + 0.5)) | (w << hessBits), 4);
  }
}
