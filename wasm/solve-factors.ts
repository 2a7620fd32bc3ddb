/**
 * Twin of src/kernels/solve-factors.ts: four rows of the table at a time, so that x and the sums are read once
 * for four, and eight columns a turn.
 */
export function solveFactors(
  first: i32,
  last: i32,
  start: usize,
  item: usize,
  strength: usize,
  table: usize,
  size: i32,
  spectrum: usize,
  penalty: usize,
  x: usize,
  steps: i32,
  tolerance: f32,
  scratch: usize,
): void {
  const bytes = (<usize>size) << 2;
  const residual = scratch;
  const way = residual + bytes;
  const image = way + bytes;
  let at = x + (<usize>first) * bytes;
  for (let row = first; row < last; row++, at += bytes) {
    const place = start + ((<usize>row) << 2);
    const from = (<usize>load<i32>(place)) << 2;
    const to = (<usize>load<i32>(place, 4)) << 2;
    if (from == to) {
      memory.fill(at, 0, bytes);
      continue;
    }
    const ridge = load<f32>(penalty + ((<usize>row) << 2));
    residualOf(item, strength, table, spectrum, from, to, ridge, bytes, at, 1, residual);
    precondition(residual, spectrum, ridge, bytes, way);
    let square = dot(residual, way, bytes);
    const least = tolerance * square;
    for (let step = 0; step < steps; step++) {
      if (!(square > least)) break;
      residualOf(item, strength, table, spectrum, from, to, ridge, bytes, way, 0, image);
      const length = square / -dot(way, image, bytes);
      if (!isFinite(length)) break;
      const by = f32x4.splat(length);
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(at + j, f32x4.add(v128.load(at + j), f32x4.mul(by, v128.load(way + j))));
        v128.store(residual + j, f32x4.add(v128.load(residual + j), f32x4.mul(by, v128.load(image + j))));
      }
      precondition(residual, spectrum, ridge, bytes, image);
      const next = dot(residual, image, bytes);
      const keep = f32x4.splat(next / square);
      for (let j: usize = 0; j < bytes; j += 16)
        v128.store(way + j, f32x4.add(v128.load(image + j), f32x4.mul(keep, v128.load(way + j))));
      square = next;
    }
  }
}

// @ts-ignore: decorator
@inline
function precondition(residual: usize, spectrum: usize, ridge: f32, bytes: usize, out: usize): void {
  const more = f32x4.splat(ridge);
  for (let j: usize = 0; j < bytes; j += 16)
    v128.store(out + j, f32x4.div(v128.load(residual + j), f32x4.add(v128.load(spectrum + j), more)));
}

function residualOf(
  item: usize,
  strength: usize,
  table: usize,
  spectrum: usize,
  from: usize,
  to: usize,
  ridge: f32,
  bytes: usize,
  x: usize,
  target: f32,
  out: usize,
): void {
  const more = f32x4.splat(ridge);
  for (let j: usize = 0; j < bytes; j += 16)
    v128.store(out + j, f32x4.neg(f32x4.mul(f32x4.add(v128.load(spectrum + j), more), v128.load(x + j))));
  let p = from;
  for (; p + 16 <= to; p += 16) {
    const h0 = table + (<usize>load<i32>(item + p)) * bytes;
    const h1 = table + (<usize>load<i32>(item + p, 4)) * bytes;
    const h2 = table + (<usize>load<i32>(item + p, 8)) * bytes;
    const h3 = table + (<usize>load<i32>(item + p, 12)) * bytes;
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let j: usize = 0; j < bytes; j += 32) {
      let y = v128.load(x + j);
      a = f32x4.add(a, f32x4.mul(v128.load(h0 + j), y));
      b = f32x4.add(b, f32x4.mul(v128.load(h1 + j), y));
      c = f32x4.add(c, f32x4.mul(v128.load(h2 + j), y));
      d = f32x4.add(d, f32x4.mul(v128.load(h3 + j), y));
      y = v128.load(x + j, 16);
      a = f32x4.add(a, f32x4.mul(v128.load(h0 + j, 16), y));
      b = f32x4.add(b, f32x4.mul(v128.load(h1 + j, 16), y));
      c = f32x4.add(c, f32x4.mul(v128.load(h2 + j, 16), y));
      d = f32x4.add(d, f32x4.mul(v128.load(h3 + j, 16), y));
    }
    // Lanes 0 + 2 and 1 + 3 of two rows each, then of all four side by side.
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
    const products = f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    const by = f32x4.mul(v128.load(strength + p), f32x4.sub(f32x4.splat(target), products));
    const t0 = v128.shuffle<f32>(by, by, 0, 0, 0, 0);
    const t1 = v128.shuffle<f32>(by, by, 1, 1, 1, 1);
    const t2 = v128.shuffle<f32>(by, by, 2, 2, 2, 2);
    const t3 = v128.shuffle<f32>(by, by, 3, 3, 3, 3);
    for (let j: usize = 0; j < bytes; j += 32) {
      let sum = f32x4.add(v128.load(out + j), f32x4.mul(t0, v128.load(h0 + j)));
      let next = f32x4.add(v128.load(out + j, 16), f32x4.mul(t0, v128.load(h0 + j, 16)));
      sum = f32x4.add(sum, f32x4.mul(t1, v128.load(h1 + j)));
      next = f32x4.add(next, f32x4.mul(t1, v128.load(h1 + j, 16)));
      sum = f32x4.add(sum, f32x4.mul(t2, v128.load(h2 + j)));
      next = f32x4.add(next, f32x4.mul(t2, v128.load(h2 + j, 16)));
      v128.store(out + j, f32x4.add(sum, f32x4.mul(t3, v128.load(h3 + j))));
      v128.store(out + j, f32x4.add(next, f32x4.mul(t3, v128.load(h3 + j, 16))), 16);
    }
  }
  for (; p < to; p += 4) {
    const h = table + (<usize>load<i32>(item + p)) * bytes;
    const by = f32x4.splat(load<f32>(strength + p) * (target - dot(h, x, bytes)));
    for (let j: usize = 0; j < bytes; j += 16)
      v128.store(out + j, f32x4.add(v128.load(out + j), f32x4.mul(by, v128.load(h + j))));
  }
}

// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, bytes: usize): f32 {
  let s = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) s = f32x4.add(s, f32x4.mul(v128.load(a + j), v128.load(b + j)));
  return (
    f32x4.extract_lane(s, 0) +
    f32x4.extract_lane(s, 2) +
    (f32x4.extract_lane(s, 1) + f32x4.extract_lane(s, 3))
  );
}
