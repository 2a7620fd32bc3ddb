/** Twin of src/kernels/cross-products.ts: two columns by four at a time, eight sums in registers, eight rows a turn. */
export function addCrossProducts(
  x: usize,
  stride: usize,
  rows: usize,
  cols: usize,
  from: usize,
  to: usize,
  out: usize,
): void {
  const column = stride << 3;
  const size = rows << 3;
  let i = from;
  for (; i + 2 <= to; i += 2) {
    const a = x + i * column;
    const line = out + ((i * cols) << 3);
    let j: usize = 0;
    for (; j + 4 <= i + 1; j += 4) tile(a, column, x + j * column, size, line + (j << 3), cols << 3);
    for (; j <= i + 1; j++) {
      if (j <= i) one(a, x + j * column, size, line + (j << 3));
      one(a + column, x + j * column, size, line + ((cols + j) << 3));
    }
  }
  if (i < to)
    for (let j: usize = 0; j <= i; j++) one(x + i * column, x + j * column, size, out + ((i * cols + j) << 3));
}

function one(a: usize, b: usize, size: usize, to: usize): void {
  let sum = f64x2.splat(0);
  for (let r: usize = 0; r < size; r += 16)
    sum = f64x2.add(sum, f64x2.mul(v128.load(a + r), v128.load(b + r)));
  keep(sum, to);
}

// @ts-ignore: decorator
@inline
function keep(sum: v128, to: usize): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}

function tile(a0: usize, column: usize, b0: usize, size: usize, to: usize, line: usize): void {
  const a1 = a0 + column;
  const b1 = b0 + column;
  const b2 = b1 + column;
  const b3 = b2 + column;
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  let p = s00;
  let q = s00;
  let b = s00;
  for (let r: usize = 0; r < size; r += 64) {
    p = v128.load(a0 + r);
    q = v128.load(a1 + r);
    b = v128.load(b0 + r);
    s00 = f64x2.add(s00, f64x2.mul(p, b));
    s10 = f64x2.add(s10, f64x2.mul(q, b));
    b = v128.load(b1 + r);
    s01 = f64x2.add(s01, f64x2.mul(p, b));
    s11 = f64x2.add(s11, f64x2.mul(q, b));
    b = v128.load(b2 + r);
    s02 = f64x2.add(s02, f64x2.mul(p, b));
    s12 = f64x2.add(s12, f64x2.mul(q, b));
    b = v128.load(b3 + r);
    s03 = f64x2.add(s03, f64x2.mul(p, b));
    s13 = f64x2.add(s13, f64x2.mul(q, b));
    p = v128.load(a0 + r, 16);
    q = v128.load(a1 + r, 16);
    b = v128.load(b0 + r, 16);
    s00 = f64x2.add(s00, f64x2.mul(p, b));
    s10 = f64x2.add(s10, f64x2.mul(q, b));
    b = v128.load(b1 + r, 16);
    s01 = f64x2.add(s01, f64x2.mul(p, b));
    s11 = f64x2.add(s11, f64x2.mul(q, b));
    b = v128.load(b2 + r, 16);
    s02 = f64x2.add(s02, f64x2.mul(p, b));
    s12 = f64x2.add(s12, f64x2.mul(q, b));
    b = v128.load(b3 + r, 16);
    s03 = f64x2.add(s03, f64x2.mul(p, b));
    s13 = f64x2.add(s13, f64x2.mul(q, b));
    p = v128.load(a0 + r, 32);
    q = v128.load(a1 + r, 32);
    b = v128.load(b0 + r, 32);
    s00 = f64x2.add(s00, f64x2.mul(p, b));
    s10 = f64x2.add(s10, f64x2.mul(q, b));
    b = v128.load(b1 + r, 32);
    s01 = f64x2.add(s01, f64x2.mul(p, b));
    s11 = f64x2.add(s11, f64x2.mul(q, b));
    b = v128.load(b2 + r, 32);
    s02 = f64x2.add(s02, f64x2.mul(p, b));
    s12 = f64x2.add(s12, f64x2.mul(q, b));
    b = v128.load(b3 + r, 32);
    s03 = f64x2.add(s03, f64x2.mul(p, b));
    s13 = f64x2.add(s13, f64x2.mul(q, b));
    p = v128.load(a0 + r, 48);
    q = v128.load(a1 + r, 48);
    b = v128.load(b0 + r, 48);
    s00 = f64x2.add(s00, f64x2.mul(p, b));
    s10 = f64x2.add(s10, f64x2.mul(q, b));
    b = v128.load(b1 + r, 48);
    s01 = f64x2.add(s01, f64x2.mul(p, b));
    s11 = f64x2.add(s11, f64x2.mul(q, b));
    b = v128.load(b2 + r, 48);
    s02 = f64x2.add(s02, f64x2.mul(p, b));
    s12 = f64x2.add(s12, f64x2.mul(q, b));
    b = v128.load(b3 + r, 48);
    s03 = f64x2.add(s03, f64x2.mul(p, b));
    s13 = f64x2.add(s13, f64x2.mul(q, b));
  }
  keep(s00, to);
  keep(s01, to + 8);
  keep(s02, to + 16);
  keep(s03, to + 24);
  keep(s10, to + line);
  keep(s11, to + line + 8);
  keep(s12, to + line + 16);
  keep(s13, to + line + 24);
}
