import { squaredDistance } from './squared-distance';

/** Twins of src/kernels/seed-distances.ts. */
export function weighCandidates(
  x: usize,
  from: i32,
  to: i32,
  cols: i32,
  weights: usize,
  candidates: usize,
  count: i32,
  closest: usize,
  out: usize,
  at: usize,
): void {
  const length = (<usize>cols) << 3;
  const first = out + (at << 3);
  memory.fill(first, 0, (<usize>count) << 3);
  for (let row = from; row < to; row++) {
    const weight = load<f64>(weights + ((<usize>row) << 3));
    const near = load<f64>(closest + ((<usize>row) << 3));
    const a = x + (<usize>row) * length;
    let b = candidates;
    for (let o = first, end = first + ((<usize>count) << 3); o < end; o += 8, b += length)
      store<f64>(o, load<f64>(o) + weight * min(near, squaredDistance(a, b, cols)));
  }
}

export function bringCloser(
  x: usize,
  from: i32,
  to: i32,
  cols: i32,
  centre: usize,
  closest: usize,
): void {
  let a = x + (((<usize>from) * (<usize>cols)) << 3);
  let c = closest + ((<usize>from) << 3);
  for (let row = from; row < to; row++, a += (<usize>cols) << 3, c += 8)
    store<f64>(c, min(load<f64>(c), squaredDistance(a, centre, cols)));
}
