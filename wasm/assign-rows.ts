import { squaredDistance } from './squared-distance';

/**
 * Twin of src/kernels/assign-rows.ts. Rows that the bounds do not settle are scored four at a time: copied side by side
 * as float32 and run along all panels, 32 scores in registers.
 */
const SLACK: f64 = 1 + 1e-12;

export function assignRows(
  x: usize,
  from: i32,
  to: i32,
  cols: i32,
  facts: usize,
  labels: usize,
  centres: usize,
  k: i32,
  panels: usize,
  motion: usize,
  sums: usize,
  sumsAt: usize,
  scratch: usize,
  scratchAt: usize,
): void {
  const most = motion + ((<usize>k) << 4);
  const farthest = load<f64>(most);
  const second = load<f64>(most, 8);
  const whose = <i32>load<f64>(most, 16);
  const size = load<f64>(most, 24);
  const length = (<usize>cols) << 3;
  const held = scratch + (scratchAt << 2);
  const into = sums + (sumsAt << 3);
  let count = 0;
  for (let row = from; row < to; row++) {
    const f = facts + ((<usize>row) << 5);
    const old = load<i32>(labels + ((<usize>row) << 2));
    if (old >= 0) {
      let upper = load<f64>(f, 16) + load<f64>(motion + ((<usize>old) << 3));
      const lower = load<f64>(f, 24) - (old == whose ? second : farthest);
      const enough = max(lower, load<f64>(motion + ((<usize>(k + old)) << 3)));
      if (upper >= enough)
        upper =
          sqrt(squaredDistance(x + (<usize>row) * length, centres + (<usize>old) * length, cols)) * SLACK;
      store<f64>(f, upper, 16);
      store<f64>(f, lower, 24);
      if (upper < enough) continue;
    }
    store<i32>(held + ((<usize>count) << 2), row);
    if (++count == 4) {
      scoreFour(x, held, 4, cols, k, panels);
      for (let q = 0; q < 4; q++) place(x, held, q, cols, facts, labels, centres, k, size, into);
      count = 0;
    }
  }
  if (count > 0) {
    scoreFour(x, held, count, cols, k, panels);
    for (let q = 0; q < count; q++) place(x, held, q, cols, facts, labels, centres, k, size, into);
  }
}

/** Where the scores of held row q stand: after the rows' numbers and the rows themselves. */
// @ts-ignore: decorator
@inline
function scoresOf(held: usize, q: i32, cols: i32, k: i32): usize {
  return held + 16 + ((<usize>cols) << 4) + (<usize>q) * ((<usize>((k + 7) & ~7)) << 2);
}

function scoreFour(x: usize, held: usize, count: i32, cols: i32, k: i32, panels: usize): void {
  const rows = held + 16;
  const length = (<usize>cols) << 3;
  for (let q = 0; q < 4; q++) {
    // A quad that is not full holds its first row again.
    const from = q < count ? <usize>q : 0;
    let at = x + <usize>load<u32>(held + (from << 2)) * length;
    let to = rows + ((<usize>q) << 2);
    for (let p = 0; p < cols; p++, at += 8, to += 16) store<f32>(to, <f32>load<f64>(at));
  }
  const next = (<usize>((k + 7) & ~7)) << 2;
  let out = scoresOf(held, 0, cols, k);
  let panel = panels;
  for (let j = 0; j < k; j += 8, out += 32) panel = scorePanel(rows, panel, cols, out, next);
}

/** Scores of four rows against eight centres. @returns where the next panel begins. */
// @ts-ignore: decorator
@inline
function scorePanel(a: usize, b: usize, cols: i32, c: usize, row: usize): usize {
  let c00 = v128.load(b);
  let c01 = v128.load(b, 16);
  let c10 = c00;
  let c11 = c01;
  let c20 = c00;
  let c21 = c01;
  let c30 = c00;
  let c31 = c01;
  b += 32;
  const end = b + ((<usize>cols) << 5);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.sub(c00, f32x4.mul(x, b0));
    c01 = f32x4.sub(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    c10 = f32x4.sub(c10, f32x4.mul(x, b0));
    c11 = f32x4.sub(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    c20 = f32x4.sub(c20, f32x4.mul(x, b0));
    c21 = f32x4.sub(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    c30 = f32x4.sub(c30, f32x4.mul(x, b0));
    c31 = f32x4.sub(c31, f32x4.mul(x, b1));
    a += 16;
    b += 32;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += row;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += row;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += row;
  v128.store(c, c30);
  v128.store(c, c31, 16);
  return b;
}

/** Settle which cluster held row q is of, and move it there. */
function place(
  x: usize,
  held: usize,
  q: i32,
  cols: i32,
  facts: usize,
  labels: usize,
  centres: usize,
  k: i32,
  size: f64,
  sums: usize,
): void {
  const row = load<i32>(held + ((<usize>q) << 2));
  const at = x + (((<usize>row) * (<usize>cols)) << 3);
  const f = facts + ((<usize>row) << 5);
  const label = settle(at, cols, f, centres, k, size, scoresOf(held, q, cols, k));
  const old = load<i32>(labels + ((<usize>row) << 2));
  if (label == old) return;
  store<i32>(labels + ((<usize>row) << 2), label);
  const cluster = (<usize>(cols + 2)) << 3;
  const weight = load<f64>(f, 8);
  if (old >= 0) moveRow(at, cols, -weight, -1, sums + (<usize>old) * cluster);
  moveRow(at, cols, weight, 1, sums + (<usize>label) * cluster);
  const moved = sums + (<usize>k) * cluster;
  store<f64>(moved, load<f64>(moved) + 1);
}

function settle(at: usize, cols: i32, f: usize, centres: usize, k: i32, size: f64, scores: usize): i32 {
  // The least score of each of four lanes, its place, and the least but that one. Padding is at infinity.
  let leasts = f32x4.splat(<f32>Infinity);
  let nexts = leasts;
  let places = i32x4.splat(0);
  let here = i32x4(0, 1, 2, 3);
  const four = i32x4.splat(4);
  for (let s = scores, stop = scores + ((<usize>((k + 7) & ~7)) << 2); s < stop; s += 16) {
    const v = v128.load(s);
    const less = f32x4.lt(v, leasts);
    nexts = f32x4.pmin(nexts, f32x4.pmax(leasts, v));
    places = v128.bitselect(here, places, less);
    leasts = v128.bitselect(v, leasts, less);
    here = i32x4.add(here, four);
  }
  let least = f32x4.extract_lane(leasts, 0);
  let next = f32x4.extract_lane(nexts, 0);
  let label = i32x4.extract_lane(places, 0);
  for (let lane = 1; lane < 4; lane++) {
    leasts = i32x4.shuffle(leasts, leasts, 1, 2, 3, 0);
    nexts = i32x4.shuffle(nexts, nexts, 1, 2, 3, 0);
    places = i32x4.shuffle(places, places, 1, 2, 3, 0);
    const other = f32x4.extract_lane(leasts, 0);
    next = min(next, f32x4.extract_lane(nexts, 0));
    if (other < least) {
      next = min(next, least);
      least = other;
      label = i32x4.extract_lane(places, 0);
    } else next = min(next, other);
  }
  const square = load<f64>(f);
  const few = <f64>(cols + 4);
  const doubt = few * 6.1e-8 * size * (0.5 * size + sqrt(square)) + 1e-14 * square + few * 1e-40;
  if (<f64>next - <f64>least > 2 * doubt) {
    store<f64>(f, sqrt(max(0, square + 2 * (<f64>least + doubt))), 16);
    store<f64>(f, sqrt(max(0, square + 2 * (<f64>next - doubt))), 24);
    return label;
  }
  let best: f64 = Infinity;
  for (let j = 0; j < k; j++) {
    if (<f64>load<f32>(scores + ((<usize>j) << 2)) > <f64>least + 2 * doubt) continue;
    const distance = squaredDistance(at, centres + (((<usize>j) * (<usize>cols)) << 3), cols);
    if (distance < best) {
      best = distance;
      label = j;
    }
  }
  store<f64>(f, sqrt(best) * SLACK, 16);
  store<f64>(f, sqrt(max(0, square + 2 * (<f64>least - doubt))), 24);
  return label;
}

function moveRow(at: usize, cols: i32, weight: f64, count: f64, to: usize): void {
  for (let p = 0; p < cols; p++, at += 8, to += 8) store<f64>(to, load<f64>(to) + weight * load<f64>(at));
  store<f64>(to, load<f64>(to) + weight);
  store<f64>(to, load<f64>(to, 8) + count, 8);
}

export function sumDistances(
  x: usize,
  from: i32,
  to: i32,
  cols: i32,
  facts: usize,
  labels: usize,
  centres: usize,
  out: usize,
  at: usize,
): void {
  const length = (<usize>cols) << 3;
  let sum: f64 = 0;
  for (let row = from; row < to; row++)
    sum +=
      load<f64>(facts + ((<usize>row) << 5), 8) *
      squaredDistance(
        x + (<usize>row) * length,
        centres + (<usize>load<i32>(labels + ((<usize>row) << 2))) * length,
        cols,
      );
  store<f64>(out + (at << 3), sum);
}
