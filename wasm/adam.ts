/** Twin of src/kernels/adam.ts. */
export function adam(
  value: usize,
  grad: usize,
  mean: usize,
  square: usize,
  rows: usize,
  count: i32,
  width: i32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  correction: f32,
  epsilon: f32,
  decay: f32,
): void {
  const rest1: f32 = 1 - beta1;
  const rest2: f32 = 1 - beta2;
  const kept: f32 = 1 - decay;
  const step = f32x4.splat(rate);
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const r1 = f32x4.splat(rest1);
  const r2 = f32x4.splat(rest2);
  const c = f32x4.splat(correction);
  const e = f32x4.splat(epsilon);
  const keep = f32x4.splat(kept);
  const bytes = (<usize>width) << 2;
  for (let r = 0; r < count; r++) {
    const at = (<usize>load<i32>(rows + ((<usize>r) << 2))) * bytes;
    let v = value + at;
    let m = mean + at;
    let s = square + at;
    let i = 0;
    for (; i + 4 <= width; i += 4, v += 16, m += 16, s += 16, grad += 16) {
      const g = v128.load(grad);
      const first = f32x4.add(f32x4.mul(b1, v128.load(m)), f32x4.mul(r1, g));
      const second = f32x4.add(f32x4.mul(b2, v128.load(s)), f32x4.mul(r2, f32x4.mul(g, g)));
      v128.store(m, first);
      v128.store(s, second);
      const move = f32x4.div(f32x4.mul(step, first), f32x4.add(f32x4.mul(c, f32x4.sqrt(second)), e));
      v128.store(v, f32x4.sub(f32x4.mul(v128.load(v), keep), move));
    }
    for (; i < width; i++, v += 4, m += 4, s += 4, grad += 4) {
      const g = load<f32>(grad);
      const first: f32 = beta1 * load<f32>(m) + rest1 * g;
      const second: f32 = beta2 * load<f32>(s) + rest2 * (g * g);
      store<f32>(m, first);
      store<f32>(s, second);
      const move: f32 = (rate * first) / (correction * sqrt<f32>(second) + epsilon);
      store<f32>(v, load<f32>(v) * kept - move);
    }
  }
}
