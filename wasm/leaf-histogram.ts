import { add8Wide, add12Wide, add16Wide } from './wide-columns';

/**
 * Twins of src/kernels/leaf-histogram.ts. An entry is two 64-bit whole numbers, which one instruction adds: the sum of
 * gradients; the sum of Hessians in the low `sumBits` and the sum of weights above them.
 */
export function histogramEntry(): i32 {
  return 2;
}

/** Rows that are taken together: what is read of them stays in the nearest caches. */
const TOGETHER = 256;
/** Bytes of so many entries. */
const LAID: usize = TOGETHER * 16;

export function countRows(
  records: usize,
  at: usize,
  width: usize,
  order: usize,
  inOrder: i32,
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
  const group = records + at;
  for (let i = start; i < end; i += TOGETHER) {
    const stop = min(i + TOGETHER, end);
    const size = (<usize>(stop - i)) << 4;
    let block = room + LAID;
    if (inOrder) {
      layEntries(i, stop, packed, hessBits, sumBits, room);
      block = group + <usize>i * width;
    } else {
      touch(group, width, order, i, stop, packed, room);
      gather(group, width, order, i, stop, packed, hessBits, sumBits, room);
    }
    let to = base;
    for (let left = columns; left > 0; left -= 16, block += 16, to += bytes << 4) {
      if (stride == 260) {
        if (left > 12) add16Wide(room, block, width, size, to);
        else if (left > 8) add12Wide(room, block, width, size, to);
        else if (left > 4) add8Wide(room, block, width, size, to);
        else addFew(room, block, width, size, to, 4160, left);
      } else if (left > 12 && stride == 68) add16(room, block, width, size, to, 1088);
      else if (left > 12 && stride == 20) add16(room, block, width, size, to, 320);
      else addFew(room, block, width, size, to, bytes, min(left, 16));
    }
  }
}

/** The derivatives of a row as an entry takes them. */
// @ts-ignore: decorator
@inline
function layEntry(word: usize, mask: u32, hessBits: u32, sumBits: u32, to: usize): void {
  const both = load<u32>(word, 4);
  store<i64>(to, <i64>load<i32>(word));
  store<u64>(to, <u64>(both & mask) + (<u64>(both >> hessBits) << <u64>sumBits), 8);
}

/** Lay side by side the derivatives of rows that follow each other. */
// @ts-ignore: decorator
@inline
function layEntries(from: i32, to: i32, packed: usize, hessBits: u32, sumBits: u32, room: usize): void {
  const mask = (<u32>1 << hessBits) - 1;
  const last = packed + ((<usize>to) << 3);
  for (let p = packed + ((<usize>from) << 3), d = room; p < last; p += 8, d += 16)
    layEntry(p, mask, hessBits, sumBits, d);
}

/** Ask memory for all that is needed of some rows, so that it is on its way together; the answers mean nothing. */
// @ts-ignore: decorator
@inline
function touch(group: usize, width: usize, order: usize, from: i32, to: i32, packed: usize, room: usize): void {
  let met: u64 = 0;
  for (let p = order + ((<usize>from) << 2), stop = order + ((<usize>to) << 2); p < stop; p += 4) {
    const row = <usize>load<u32>(p);
    met |= load<u64>(group + row * width) | load<u64>(packed + (row << 3));
  }
  store<u64>(room, met);
}

/** Lay side by side the derivatives of some rows, then their records. */
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
  let b = room + LAID;
  for (let p = order + ((<usize>from) << 2), stop = order + ((<usize>to) << 2); p < stop; p += 4, d += 16) {
    const row = <usize>load<u32>(p);
    let r = group + row * width;
    for (const last = r + width; r < last; r += 16, b += 16) v128.store(b, v128.load(r));
    layEntry(packed + (row << 3), mask, hessBits, sumBits, d);
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
function add16(entries: usize, block: usize, width: usize, size: usize, base: usize, bytes: usize): void {
  for (let e = entries, r = block, last = entries + size; e < last; e += 16, r += width) {
    const q = v128.load(e);
    four(r, base, q, 0, bytes);
    four(r, base, q, 4, bytes);
    four(r, base, q, 8, bytes);
    four(r, base, q, 12, bytes);
  }
}

/** Any number of columns. */
function addFew(
  entries: usize,
  block: usize,
  width: usize,
  size: usize,
  base: usize,
  bytes: usize,
  columns: i32,
): void {
  for (let e = entries, r = block, last = entries + size; e < last; e += 16, r += width) {
    const q = v128.load(e);
    let p = base;
    for (let k = 0; k < columns; k++, p += bytes) {
      const e = p + (<usize>load<u8>(r + k) << 4);
      v128.store(e, i64x2.add(v128.load(e), q));
    }
  }
}

/** Stores of our own: the instruction that fills shared memory is several times slower. */
export function clearHistogram(hist: usize, n: usize): void {
  for (let p = hist, last = hist + (n << 4); p < last; p += 16) v128.store(p, i64x2.splat(0));
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
    store<f64>(o, <f64><i64>(word & mask) * hessUnit, 8);
    store<f64>(o, <f64><i64>(word >> <u64>sumBits) * weightUnit, 16);
  }
}
