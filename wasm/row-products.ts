/** Twin of src/kernels/row-products.ts: four rows at a time, so that the point is read once for four. */
export function rowProducts(point: usize, size: i32, table: usize, first: i32, last: i32, out: usize): void {
  const bytes = (<usize>size) << 2;
  let r = first;
  let h0 = table + (<usize>r) * bytes;
  for (; r + 4 <= last; r += 4, h0 += bytes << 2) {
    const h1 = h0 + bytes;
    const h2 = h1 + bytes;
    const h3 = h2 + bytes;
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let j: usize = 0; j < bytes; j += 16) {
      const y = v128.load(point + j);
      a = f32x4.add(a, f32x4.mul(v128.load(h0 + j), y));
      b = f32x4.add(b, f32x4.mul(v128.load(h1 + j), y));
      c = f32x4.add(c, f32x4.mul(v128.load(h2 + j), y));
      d = f32x4.add(d, f32x4.mul(v128.load(h3 + j), y));
    }
    // Lanes 0 + 2 and 1 + 3 of two rows each, then of all four side by side.
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
    const low = v128.shuffle<f32>(ab, cd, 0, 1, 4, 5);
    v128.store(out + ((<usize>r) << 2), f32x4.add(low, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7)));
  }
  for (; r < last; r++, h0 += bytes) {
    let a = f32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) a = f32x4.add(a, f32x4.mul(v128.load(h0 + j), v128.load(point + j)));
    const even = f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 2);
    store<f32>(out + ((<usize>r) << 2), even + (f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 3)));
  }
}
