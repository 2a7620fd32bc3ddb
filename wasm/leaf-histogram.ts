/**
 * Twins of src/kernels/leaf-histogram.ts. An entry is two 64-bit whole numbers, which one instruction adds: the sum of
 * gradients; the sum of Hessians in the low `sumBits` and the sum of weights above them.
 */
export function histogramEntry(): i32 {
  return 2;
}

/** Rows that are gathered before they are added: their records stay in the nearest cache. */
const GATHERED = 64;

export function countRows(
  records: usize,
  at: usize,
  order: usize,
  start: i32,
  end: i32,
  packed: usize,
  hessBits: u32,
  sumBits: u32,
  hist: usize,
  first: usize,
  stride: i32,
  columns: i32,
  scratch: usize,
  scratchAt: usize,
): void {
  const base = hist + (first << 4);
  const room = scratch + scratchAt;
  for (let i = start; i < end; i += GATHERED) {
    const stop = gather(records + at, order, i, min(i + GATHERED, end), packed, hessBits, sumBits, room);
    if (stride == 256) {
      if (columns > 12) add16(room, stop, base, 4096);
      else if (columns > 8) add12(room, stop, base, 4096);
      else if (columns > 4) add8(room, stop, base, 4096);
      else addFew(room, stop, base, 4096, columns);
    } else if (stride == 64) add(room, stop, base, 1024, columns);
    else if (stride == 16) add(room, stop, base, 256, columns);
    else addFew(room, stop, base, (<usize>stride) << 4, columns);
  }
}

/** Lay the records of some rows, and their derivatives as an entry takes them, side by side. @returns where they end. */
// @ts-ignore: decorator
@inline
function gather(
  block: usize,
  order: usize,
  from: i32,
  to: i32,
  packed: usize,
  hessBits: u32,
  sumBits: u32,
  room: usize,
): usize {
  const mask = (<u32>1 << hessBits) - 1;
  let d = room;
  for (let p = order + ((<usize>from) << 2), stop = order + ((<usize>to) << 2); p < stop; p += 4, d += 32) {
    const row = <usize>load<u32>(p);
    v128.store(d, v128.load(block + (row << 4)));
    const word = load<u32>(packed + (row << 3), 4);
    store<i64>(d, <i64>load<i32>(packed + (row << 3)), 16);
    store<u64>(d, <u64>(word & mask) + (<u64>(word >> hessBits) << <u64>sumBits), 24);
  }
  return d;
}

// @ts-ignore: decorator
@inline
function one(r: usize, base: usize, q: v128, k: usize, bytes: usize): void {
  const p = base + k * bytes + (<usize>load<u8>(r + k) << 4);
  v128.store(p, i64x2.add(v128.load(p), q));
}

// @ts-ignore: decorator
@inline
function four(r: usize, base: usize, q: v128, k: usize, bytes: usize): void {
  one(r, base, q, k, bytes);
  one(r, base, q, k + 1, bytes);
  one(r, base, q, k + 2, bytes);
  one(r, base, q, k + 3, bytes);
}

// @ts-ignore: decorator
@inline
function add8(room: usize, stop: usize, base: usize, bytes: usize): void {
  for (let r = room; r < stop; r += 32) {
    const q = v128.load(r, 16);
    four(r, base, q, 0, bytes);
    four(r, base, q, 4, bytes);
  }
}

// @ts-ignore: decorator
@inline
function add12(room: usize, stop: usize, base: usize, bytes: usize): void {
  for (let r = room; r < stop; r += 32) {
    const q = v128.load(r, 16);
    four(r, base, q, 0, bytes);
    four(r, base, q, 4, bytes);
    four(r, base, q, 8, bytes);
  }
}

// @ts-ignore: decorator
@inline
function add16(room: usize, stop: usize, base: usize, bytes: usize): void {
  for (let r = room; r < stop; r += 32) {
    const q = v128.load(r, 16);
    four(r, base, q, 0, bytes);
    four(r, base, q, 4, bytes);
    four(r, base, q, 8, bytes);
    four(r, base, q, 12, bytes);
  }
}

// @ts-ignore: decorator
@inline
function add(room: usize, stop: usize, base: usize, bytes: usize, columns: i32): void {
  if (columns > 12) add16(room, stop, base, bytes);
  else addFew(room, stop, base, bytes, columns);
}

/** Any number of columns: room is left for none that is not there. */
function addFew(room: usize, stop: usize, base: usize, bytes: usize, columns: i32): void {
  for (let r = room; r < stop; r += 32) {
    const q = v128.load(r, 16);
    let p = base;
    for (let k = 0; k < columns; k++, p += bytes) {
      const e = p + (<usize>load<u8>(r + k) << 4);
      v128.store(e, i64x2.add(v128.load(e), q));
    }
  }
}

export function addHistogram(to: usize, from: usize, n: usize): void {
  for (let i: usize = 0; i < n << 4; i += 16)
    v128.store(to + i, i64x2.add(v128.load(to + i), v128.load(from + i)));
}

export function subtractHistogram(parent: usize, child: usize, n: usize): void {
  for (let i: usize = 0; i < n << 4; i += 16)
    v128.store(parent + i, i64x2.sub(v128.load(parent + i), v128.load(child + i)));
}

export function readHistogram(
  hist: usize,
  first: usize,
  n: i32,
  sumBits: u32,
  gradUnit: f64,
  hessUnit: f64,
  weightUnit: f64,
  out: usize,
): void {
  const mask = (<u64>1 << <u64>sumBits) - 1;
  let p = hist + (first << 4);
  let o = out;
  for (let b = 0; b < n; b++, p += 16, o += 24) {
    const word = load<u64>(p, 8);
    store<f64>(o, <f64>load<i64>(p) * gradUnit);
    store<f64>(o, <f64>(word & mask) * hessUnit, 8);
    store<f64>(o, <f64>(word >> <u64>sumBits) * weightUnit, 16);
  }
}
