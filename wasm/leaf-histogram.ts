/**
 * Twins of src/kernels/leaf-histogram.ts. An entry is two 64-bit whole numbers, which one instruction adds: the sum of
 * gradients; the sum of Hessians in the low `sumBits` and the sum of weights above them.
 */
export function histogramEntry(): i32 {
  return 2;
}

/** Rows that are gathered before they are added: what is read of them stays in the nearest cache. */
const GATHERED = 64;
/** Bytes of so many entries, and of so many records of one block. */
const LAID: usize = GATHERED * 16;

export function countRows(
  records: usize,
  at: usize,
  width: usize,
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
  const bytes = (<usize>stride) << 4;
  const room = scratch + scratchAt;
  for (let i = start; i < end; i += GATHERED) {
    const stop = min(i + GATHERED, end);
    const size = (<usize>(stop - i)) << 4;
    gather(records + at, width, order, i, stop, packed, hessBits, sumBits, room);
    let block = room + LAID;
    let to = base;
    for (let left = columns; left > 0; left -= 16, block += LAID, to += bytes << 4) {
      if (stride == 256) {
        if (left > 12) add16(room, block, size, to, 4096);
        else if (left > 8) add12(room, block, size, to, 4096);
        else if (left > 4) add8(room, block, size, to, 4096);
        else addFew(room, block, size, to, 4096, left);
      } else if (left > 12 && stride == 64) add16(room, block, size, to, 1024);
      else if (left > 12 && stride == 16) add16(room, block, size, to, 256);
      else addFew(room, block, size, to, bytes, min(left, 16));
    }
  }
}

/** Lay side by side the derivatives of some rows, as an entry takes them, then their records, block after block. */
// @ts-ignore: decorator
@inline
function gather(
  group: usize,
  width: usize,
  order: usize,
  from: i32,
  to: i32,
  packed: usize,
  hessBits: u32,
  sumBits: u32,
  room: usize,
): void {
  const mask = (<u32>1 << hessBits) - 1;
  let d = room;
  for (let p = order + ((<usize>from) << 2), stop = order + ((<usize>to) << 2); p < stop; p += 4, d += 16) {
    const row = <usize>load<u32>(p);
    let r = group + row * width;
    let b = d + LAID;
    for (const last = r + width; r < last; r += 16, b += LAID) v128.store(b, v128.load(r));
    const word = load<u32>(packed + (row << 3), 4);
    store<i64>(d, <i64>load<i32>(packed + (row << 3)));
    store<u64>(d, <u64>(word & mask) + (<u64>(word >> hessBits) << <u64>sumBits), 8);
  }
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
function add8(entries: usize, block: usize, size: usize, base: usize, bytes: usize): void {
  for (let o: usize = 0; o < size; o += 16) {
    const q = v128.load(entries + o);
    four(block + o, base, q, 0, bytes);
    four(block + o, base, q, 4, bytes);
  }
}

// @ts-ignore: decorator
@inline
function add12(entries: usize, block: usize, size: usize, base: usize, bytes: usize): void {
  for (let o: usize = 0; o < size; o += 16) {
    const q = v128.load(entries + o);
    four(block + o, base, q, 0, bytes);
    four(block + o, base, q, 4, bytes);
    four(block + o, base, q, 8, bytes);
  }
}

// @ts-ignore: decorator
@inline
function add16(entries: usize, block: usize, size: usize, base: usize, bytes: usize): void {
  for (let o: usize = 0; o < size; o += 16) {
    const q = v128.load(entries + o);
    four(block + o, base, q, 0, bytes);
    four(block + o, base, q, 4, bytes);
    four(block + o, base, q, 8, bytes);
    four(block + o, base, q, 12, bytes);
  }
}

/** Any number of columns. */
function addFew(
  entries: usize,
  block: usize,
  size: usize,
  base: usize,
  bytes: usize,
  columns: i32,
): void {
  for (let o: usize = 0; o < size; o += 16) {
    const q = v128.load(entries + o);
    let p = base;
    for (let k = 0; k < columns; k++, p += bytes) {
      const e = p + (<usize>load<u8>(block + o + k) << 4);
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
