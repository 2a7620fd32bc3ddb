/** Twin of src/kernels/row-distances.ts: eight rows at a time, all columns of them, so that sums stay in registers. */
export function rowDistances(
  point: usize,
  cols: i32,
  data: usize,
  rows: usize,
  from: usize,
  count: i32,
  out: usize,
): void {
  const column = rows << 3;
  const begin = data + (from << 3);
  let i: i32 = 0;
  for (; i + 8 <= count; i += 8) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let p = begin + ((<usize>i) << 3);
    for (let k = 0; k < cols; k++, p += column) {
      const q = v128.load64_splat(point + ((<usize>k) << 3));
      const da = f64x2.sub(v128.load(p), q);
      const db = f64x2.sub(v128.load(p, 16), q);
      const dc = f64x2.sub(v128.load(p, 32), q);
      const dd = f64x2.sub(v128.load(p, 48), q);
      a = f64x2.add(a, f64x2.mul(da, da));
      b = f64x2.add(b, f64x2.mul(db, db));
      c = f64x2.add(c, f64x2.mul(dc, dc));
      d = f64x2.add(d, f64x2.mul(dd, dd));
    }
    const o = out + ((<usize>i) << 3);
    v128.store(o, a);
    v128.store(o, b, 16);
    v128.store(o, c, 32);
    v128.store(o, d, 48);
  }
  for (; i < count; i++) {
    let sum: f64 = 0;
    let p = begin + ((<usize>i) << 3);
    for (let k = 0; k < cols; k++, p += column) {
      const e = load<f64>(p) - load<f64>(point + ((<usize>k) << 3));
      sum += e * e;
    }
    store<f64>(out + ((<usize>i) << 3), sum);
  }
}
