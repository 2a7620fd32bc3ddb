import { FACT_BYTES, OUTPUTS, RECORD_AT, RECORD_STRIDE, ROWS } from './tree-layout';

/** Sums of the rows of a node by the bin of a column, as in src/kernels/mean-cut.ts. Each thread has these of its own. */
let codes: usize = 0;
let records: usize = 0;
let facts: usize = 0;
let settings: usize = 0;
let order: usize = 0;
let pairs: usize = 0;

/** Numbers of a bin, and their bytes. */
export let width: i32 = 0;
export let bytes: usize = 0;

/** [256 x width] of each bin; bins with a row, rising. */
export let bins: usize = 0;
export let met: usize = 0;
export let metCount: i32 = 0;
let marks: usize = 0;

/** Rows of a node up to which bins are marked when they are met; of more, all bins are looked through. */
const FEW = 512;

export function openBins(
  codesAt: usize,
  recordsAt: usize,
  factsAt: usize,
  settingsAt: usize,
  orderAt: usize,
  pairsAt: usize,
  room: usize,
): void {
  codes = codesAt;
  records = recordsAt;
  facts = factsAt;
  settings = settingsAt;
  order = orderAt;
  pairs = pairsAt;
  width = <i32>load<f64>(settings + OUTPUTS) + 1;
  bytes = <usize>width << 3;
  bins = room;
  met = bins + (bytes << 8);
  marks = met + 1024;
  memory.fill(bins, 0, bytes << 8);
  memory.fill(marks, 0, 32);
}

/** Bytes of the room that `openBins` takes. */
export function binsRoom(): usize {
  return (bytes << 8) + 1024 + 32;
}

// @ts-ignore: decorator
@inline
function dense(rows: i32): bool {
  return <f64>rows >= load<f64>(settings + ROWS) * 0.0625;
}

/** Where the bins of a column lie for a node of so many rows, and the bytes from one row to the next. */
export function binsFrom(c: i32, rows: i32): usize {
  if (dense(rows)) return codes + <usize>c * <usize>load<f64>(settings + ROWS);
  return records + <usize>load<u32>(facts + <usize>c * FACT_BYTES + RECORD_AT);
}

export function binsStride(c: i32, rows: i32): usize {
  return dense(rows) ? 1 : <usize>load<u32>(facts + <usize>c * FACT_BYTES + RECORD_STRIDE);
}

// @ts-ignore: decorator
@inline
export function metBin(i: i32): i32 {
  return load<i32>(met + (<usize>i << 2));
}

export function fill(c: i32, start: i32, end: i32): void {
  const n = end - start;
  const from = binsFrom(c, n);
  const stride = binsStride(c, n);
  const few = n <= FEW;
  let o = order + (<usize>start << 2);
  const stop = order + (<usize>end << 2);
  let p = pairs + (<usize>start << 4);
  if (width > 2)
    for (; o < stop; o += 4, p += 16) {
      const bin = <usize>load<u8>(from + <usize>load<u32>(o) * stride);
      const at = bins + bin * bytes;
      const w = load<f64>(p);
      store<f64>(at, load<f64>(at) + w);
      const k = at + 8 + (<usize>load<f64>(p, 8) << 3);
      store<f64>(k, load<f64>(k) + w);
      if (few) mark(bin);
    }
  else if (few)
    for (; o < stop; o += 4, p += 16) {
      const bin = <usize>load<u8>(from + <usize>load<u32>(o) * stride);
      addPair(bin, p);
      mark(bin);
    }
  else
    for (; o < stop; o += 4, p += 16) addPair(<usize>load<u8>(from + <usize>load<u32>(o) * stride), p);
  if (few) listMarked();
  else listMet();
}

// @ts-ignore: decorator
@inline
function addPair(bin: usize, pair: usize): void {
  const at = bins + (bin << 4);
  v128.store(at, f64x2.add(v128.load(at), v128.load(pair)));
}

// @ts-ignore: decorator
@inline
function mark(bin: usize): void {
  const word = marks + ((bin >> 6) << 3);
  store<u64>(word, load<u64>(word) | ((<u64>1) << (<u64>bin & 63)));
}

/** List the bins that were marked, rising, and take the marks away. */
function listMarked(): void {
  let to = met;
  for (let word = 0; word < 4; word++) {
    const at = marks + (<usize>word << 3);
    for (let bits = load<u64>(at); bits != 0; bits &= bits - 1, to += 4)
      store<i32>(to, (word << 6) + <i32>ctz(bits));
    store<u64>(at, 0);
  }
  metCount = <i32>((to - met) >> 2);
}

/** List the bins with weight, rising. */
function listMet(): void {
  let to = met;
  for (let b = 0, at = bins; b < 256; b++, at += bytes) {
    store<i32>(to, b);
    to += load<f64>(at) > 0 ? 4 : 0;
  }
  metCount = <i32>((to - met) >> 2);
}

/** Set the bins that were met to nothing. */
export function clearMet(): void {
  if (width == 2) for (let i = 0; i < metCount; i++) v128.store(bins + (<usize>metBin(i) << 4), f64x2.splat(0));
  else for (let i = 0; i < metCount; i++) memory.fill(bins + <usize>metBin(i) * bytes, 0, bytes);
}
