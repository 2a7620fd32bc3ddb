/**
 * Twin of src/kernels/gemm.ts. Blocks of 256 values of k: b is copied into panels of 8 columns, then four rows of a at a
 * time are copied side by side and run along all panels, 32 sums in registers. Copies are padded with zeros; what the
 * padding comes to is not stored.
 */
const BLOCK = 256;

export function gemm(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  aRow: i32,
  aCol: i32,
  b: usize,
  bRow: i32,
  bCol: i32,
  c: usize,
  add: i32,
  scratch: usize,
): void {
  if (k == 0) {
    if (add == 0) memory.fill(c, 0, ((<usize>m) * (<usize>n)) << 2);
    return;
  }
  const panels = (n + 7) >> 3;
  for (let from = 0; from < k; from += BLOCK) {
    const count = min(BLOCK, k - from);
    const rows = scratch + (((<usize>panels) * (<usize>count)) << 5);
    packColumns(b + ((<usize>(from * bRow)) << 2), bRow, bCol, n, count, scratch);
    const onto = add != 0 || from > 0;
    for (let i = 0; i < m; i += 4) {
      const height = min(4, m - i);
      packRows(a + ((<usize>(i * aRow + from * aCol)) << 2), aRow, aCol, height, count, rows);
      let to = c + (((<usize>i) * (<usize>n)) << 2);
      let panel = scratch;
      for (let j = 0; j < n; j += 8) {
        if (height == 4 && n - j >= 8) tile(rows, panel, count, to, (<usize>n) << 2, onto);
        else edge(rows, panel, count, to, n, height, min(8, n - j), onto);
        to += 32;
        panel += (<usize>count) << 5;
      }
    }
  }
}

/** b [count x n] as panels of 8 columns: [panels][count][8]. */
function packColumns(b: usize, bRow: i32, bCol: i32, n: i32, count: i32, out: usize): void {
  const row = (<usize>bRow) << 2;
  const col = (<usize>bCol) << 2;
  for (let j = 0; j < n; j += 8) {
    const width = min(8, n - j);
    let from = b + (<usize>j) * col;
    for (let p = 0; p < count; p++) {
      if (width == 8 && bCol == 1) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
      } else {
        for (let q = 0; q < 8; q++)
          store<f32>(out + ((<usize>q) << 2), q < width ? load<f32>(from + (<usize>q) * col) : 0);
      }
      from += row;
      out += 32;
    }
  }
}

/** a [height x count] as [count][4]. */
function packRows(a: usize, aRow: i32, aCol: i32, height: i32, count: i32, out: usize): void {
  const row = (<usize>aRow) << 2;
  const col = (<usize>aCol) << 2;
  if (height == 4) {
    if (aRow == 1) {
      for (let p = 0; p < count; p++, a += col, out += 16) v128.store(out, v128.load(a));
      return;
    }
    for (let p = 0; p < count; p++, a += col, out += 16) {
      store<f32>(out, load<f32>(a));
      store<f32>(out, load<f32>(a + row), 4);
      store<f32>(out, load<f32>(a + 2 * row), 8);
      store<f32>(out, load<f32>(a + 3 * row), 12);
    }
    return;
  }
  for (let p = 0; p < count; p++, a += col, out += 16)
    for (let q = 0; q < 4; q++)
      store<f32>(out + ((<usize>q) << 2), q < height ? load<f32>(a + (<usize>q) * row) : 0);
}

// @ts-ignore: decorator
@inline
function tile(a: usize, b: usize, count: i32, c: usize, row: usize, onto: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const c1 = c + row;
  const c2 = c1 + row;
  const c3 = c2 + row;
  if (onto) {
    c00 = v128.load(c);
    c01 = v128.load(c, 16);
    c10 = v128.load(c1);
    c11 = v128.load(c1, 16);
    c20 = v128.load(c2);
    c21 = v128.load(c2, 16);
    c30 = v128.load(c3);
    c31 = v128.load(c3, 16);
  }
  const end = b + ((<usize>count) << 5);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a += 16;
    b += 32;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(c1, c10);
  v128.store(c1, c11, 16);
  v128.store(c2, c20);
  v128.store(c2, c21, 16);
  v128.store(c3, c30);
  v128.store(c3, c31, 16);
}

/** A tile of which only `height` x `width` stands in c. */
function edge(
  a: usize,
  b: usize,
  count: i32,
  c: usize,
  n: i32,
  height: i32,
  width: i32,
  onto: bool,
): void {
  for (let q = 0; q < height; q++) {
    const to = c + (((<usize>q) * (<usize>n)) << 2);
    let s0 = f32x4.splat(0);
    let s1 = s0;
    if (onto) {
      s0 = part(to, width);
      s1 = part(to + 16, width - 4);
    }
    let x = a + ((<usize>q) << 2);
    let y = b;
    for (let p = 0; p < count; p++, x += 16, y += 32) {
      const v = v128.load32_splat(x);
      s0 = f32x4.add(s0, f32x4.mul(v, v128.load(y)));
      s1 = f32x4.add(s1, f32x4.mul(v, v128.load(y, 16)));
    }
    keep(to, s0, width);
    keep(to + 16, s1, width - 4);
  }
}

/** The first `width` of four values, zeros for the rest. */
function part(at: usize, width: i32): v128 {
  if (width >= 4) return v128.load(at);
  let v = f32x4.splat(0);
  if (width > 0) v = f32x4.replace_lane(v, 0, load<f32>(at));
  if (width > 1) v = f32x4.replace_lane(v, 1, load<f32>(at, 4));
  if (width > 2) v = f32x4.replace_lane(v, 2, load<f32>(at, 8));
  return v;
}

/** Store the first `width` of four values. */
function keep(at: usize, v: v128, width: i32): void {
  if (width >= 4) {
    v128.store(at, v);
    return;
  }
  if (width > 0) store<f32>(at, f32x4.extract_lane(v, 0));
  if (width > 1) store<f32>(at, f32x4.extract_lane(v, 1), 4);
  if (width > 2) store<f32>(at, f32x4.extract_lane(v, 2), 8);
}
