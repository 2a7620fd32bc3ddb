import { exponential } from './exponential';

/** Twin of src/kernels/rank-pairs.ts. */
export function rankPairs(
  from: i32,
  to: i32,
  user: usize,
  item: usize,
  rival: usize,
  users: usize,
  items: usize,
  size: i32,
  bias: i32,
  rate: f32,
  penalty: f32,
): void {
  const bytes = (<usize>size) << 2;
  const keep = f32x4.splat(1 - rate * penalty);
  for (let t = from; t < to; t++) {
    const at = (<usize>t) << 2;
    const w = users + (<usize>load<i32>(user + at)) * bytes;
    const h = items + (<usize>load<i32>(item + at)) * bytes;
    const g = items + (<usize>load<i32>(rival + at)) * bytes;
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) {
      const apart = f32x4.sub(v128.load(h + j), v128.load(g + j));
      sum = f32x4.add(sum, f32x4.mul(v128.load(w + j), apart));
    }
    const even = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2);
    const ahead = <f64>(even + (f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3)));
    const power = f64x2.extract_lane(exponential(f64x2.splat(min(max(ahead, -40), 40))), 0);
    const by = f32x4.splat(rate * <f32>(1 / (1 + power)));
    for (let j: usize = 0; j < bytes; j += 16) {
      const x = v128.load(w + j);
      const y = v128.load(h + j);
      const z = v128.load(g + j);
      const step = f32x4.mul(by, x);
      v128.store(w + j, f32x4.add(f32x4.mul(x, keep), f32x4.mul(by, f32x4.sub(y, z))));
      v128.store(h + j, f32x4.add(f32x4.mul(y, keep), step));
      v128.store(g + j, f32x4.sub(f32x4.mul(z, keep), step));
    }
    store<f32>(w + ((<usize>bias) << 2), 1);
  }
}
