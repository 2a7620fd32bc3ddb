/** Columns of 260 entries of 16 bytes: see leaf-histogram.ts. Places that are written out cost an instruction less each. */

/** Add a row's entry to four columns. */
// @ts-ignore: decorator
@inline
function wide0(r: usize, base: usize, q: v128): void {
  const a = base + (<usize>load<u8>(r) << 4);
  v128.store(a, i64x2.add(v128.load(a), q));
  const b = base + (<usize>load<u8>(r, 1) << 4);
  v128.store(b, i64x2.add(v128.load(b, 4160), q), 4160);
  const c = base + (<usize>load<u8>(r, 2) << 4);
  v128.store(c, i64x2.add(v128.load(c, 8320), q), 8320);
  const d = base + (<usize>load<u8>(r, 3) << 4);
  v128.store(d, i64x2.add(v128.load(d, 12480), q), 12480);
}

// @ts-ignore: decorator
@inline
function wide4(r: usize, base: usize, q: v128): void {
  const a = base + (<usize>load<u8>(r, 4) << 4);
  v128.store(a, i64x2.add(v128.load(a, 16640), q), 16640);
  const b = base + (<usize>load<u8>(r, 5) << 4);
  v128.store(b, i64x2.add(v128.load(b, 20800), q), 20800);
  const c = base + (<usize>load<u8>(r, 6) << 4);
  v128.store(c, i64x2.add(v128.load(c, 24960), q), 24960);
  const d = base + (<usize>load<u8>(r, 7) << 4);
  v128.store(d, i64x2.add(v128.load(d, 29120), q), 29120);
}

// @ts-ignore: decorator
@inline
function wide8(r: usize, base: usize, q: v128): void {
  const a = base + (<usize>load<u8>(r, 8) << 4);
  v128.store(a, i64x2.add(v128.load(a, 33280), q), 33280);
  const b = base + (<usize>load<u8>(r, 9) << 4);
  v128.store(b, i64x2.add(v128.load(b, 37440), q), 37440);
  const c = base + (<usize>load<u8>(r, 10) << 4);
  v128.store(c, i64x2.add(v128.load(c, 41600), q), 41600);
  const d = base + (<usize>load<u8>(r, 11) << 4);
  v128.store(d, i64x2.add(v128.load(d, 45760), q), 45760);
}

// @ts-ignore: decorator
@inline
function wide12(r: usize, base: usize, q: v128): void {
  const a = base + (<usize>load<u8>(r, 12) << 4);
  v128.store(a, i64x2.add(v128.load(a, 49920), q), 49920);
  const b = base + (<usize>load<u8>(r, 13) << 4);
  v128.store(b, i64x2.add(v128.load(b, 54080), q), 54080);
  const c = base + (<usize>load<u8>(r, 14) << 4);
  v128.store(c, i64x2.add(v128.load(c, 58240), q), 58240);
  const d = base + (<usize>load<u8>(r, 15) << 4);
  v128.store(d, i64x2.add(v128.load(d, 62400), q), 62400);
}

// @ts-ignore: decorator
@inline
function row8(r: usize, base: usize, q: v128): void {
  wide0(r, base, q);
  wide4(r, base, q);
}

// @ts-ignore: decorator
@inline
function row12(r: usize, base: usize, q: v128): void {
  wide0(r, base, q);
  wide4(r, base, q);
  wide8(r, base, q);
}

// @ts-ignore: decorator
@inline
function row16(r: usize, base: usize, q: v128): void {
  wide0(r, base, q);
  wide4(r, base, q);
  wide8(r, base, q);
  wide12(r, base, q);
}

/** Add rows to 8 columns, two a turn: one a turn takes a tenth longer. */
// @ts-ignore: decorator
@inline
export function add8Wide(entries: usize, block: usize, width: usize, size: usize, base: usize): void {
  let r = block;
  let e = entries;
  const last = entries + size;
  for (; e + 32 <= last; e += 32, r += width << 1) {
    row8(r, base, v128.load(e));
    row8(r + width, base, v128.load(e, 16));
  }
  if (e < last) row8(r, base, v128.load(e));
}

// @ts-ignore: decorator
@inline
export function add12Wide(entries: usize, block: usize, width: usize, size: usize, base: usize): void {
  let r = block;
  let e = entries;
  const last = entries + size;
  for (; e + 32 <= last; e += 32, r += width << 1) {
    row12(r, base, v128.load(e));
    row12(r + width, base, v128.load(e, 16));
  }
  if (e < last) row12(r, base, v128.load(e));
}

// @ts-ignore: decorator
@inline
export function add16Wide(entries: usize, block: usize, width: usize, size: usize, base: usize): void {
  let r = block;
  let e = entries;
  const last = entries + size;
  for (; e + 32 <= last; e += 32, r += width << 1) {
    row16(r, base, v128.load(e));
    row16(r + width, base, v128.load(e, 16));
  }
  if (e < last) row16(r, base, v128.load(e));
}
