/** Products of 16 places of a row with the point, added to four sums. */
// @ts-ignore: decorator
@inline
function addProducts(sums: v128, row: usize, low: v128, high: v128): v128 {
  const x = v128.load(row);
  const half = i32x4.add(sums, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(x), low));
  return i32x4.add(half, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(x), high));
}

/** Twin of src/kernels/rows-above.ts: four rows at a time, so that the point is read once for four. */
export function rowsAbove(
  point: usize,
  size: i32,
  rows: usize,
  first: i32,
  last: i32,
  scale: usize,
  slack: usize,
  reach: f32,
  least: f32,
  found: usize,
  upper: usize,
  count: usize,
): void {
  const bytes = <usize>size;
  const by = f32x4.splat(reach);
  const from = f32x4.splat(least);
  let n: usize = 0;
  let r = first;
  let h0 = rows + (<usize>r) * bytes;
  for (; r + 4 <= last; r += 4, h0 += bytes << 2) {
    const h1 = h0 + bytes;
    const h2 = h1 + bytes;
    const h3 = h2 + bytes;
    let a = i32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let j: usize = 0; j < bytes; j += 16) {
      const low = v128.load(point + (j << 1));
      const high = v128.load(point + (j << 1), 16);
      a = addProducts(a, h0 + j, low, high);
      b = addProducts(b, h1 + j, low, high);
      c = addProducts(c, h2 + j, low, high);
      d = addProducts(d, h3 + j, low, high);
    }
    // Lanes 0 + 2 and 1 + 3 of two rows each, then of all four side by side.
    const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
    const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
    const sums = i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
    const at = (<usize>r) << 2;
    const near = f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load(scale + at));
    const most = f32x4.add(near, f32x4.mul(v128.load(slack + at), by));
    let left = i32x4.bitmask(f32x4.ge(most, from));
    if (left == 0) continue;
    v128.store(upper + (n << 2), most);
    // The numbers that are not wanted are written over: those that are move up.
    let kept = n;
    for (let lane = 0; lane < 4; lane++, left >>= 1) {
      if ((left & 1) == 0) continue;
      store<f32>(upper + (kept << 2), load<f32>(upper + ((n + <usize>lane) << 2)));
      store<i32>(found + (kept << 2), r + lane);
      kept++;
    }
    n = kept;
  }
  for (; r < last; r++, h0 += bytes) {
    let sum: i32 = 0;
    for (let j: usize = 0; j < bytes; j++)
      sum += (<i32>load<i16>(point + (j << 1))) * (<i32>load<i8>(h0 + j));
    const at = (<usize>r) << 2;
    const most = <f32>sum * load<f32>(scale + at) + load<f32>(slack + at) * reach;
    if (!(most >= least)) continue;
    store<f32>(upper + (n << 2), most);
    store<i32>(found + (n << 2), r);
    n++;
  }
  store<i32>(count, <i32>n);
}
