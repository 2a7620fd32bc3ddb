/** Twin of src/kernels/sweep-out.ts: two columns a turn. What stands right of the diagonal is changed too, and never read. */
export function sweepOut(n: i32, a: usize, out: usize, scratch: usize): i32 {
  const line = (<usize>n) << 3;
  const column = scratch + (<usize>n) * line;
  const share = column + line;
  for (let i = 0; i < n * n; i++)
    store<f64>(scratch + ((<usize>i) << 3), <f64>load<f32>(a + ((<usize>i) << 2)));
  for (let k = 0; k < n; k++) {
    const pivot = load<f64>(scratch + (<usize>k) * (line + 8));
    if (!(pivot > 0)) return 0;
    for (let j = 0; j < n; j++) {
      const value = load<f64>(placeOf(scratch, line, j, k));
      store<f64>(column + ((<usize>j) << 3), value);
      store<f64>(share + ((<usize>j) << 3), value / pivot);
    }
    let row = scratch;
    for (let i = 0; i < n; i++, row += line) {
      const by = f64x2.splat(load<f64>(column + ((<usize>i) << 3)));
      const last = (<usize>i) << 3;
      for (let j: usize = 0; j <= last; j += 16)
        v128.store(row + j, f64x2.sub(v128.load(row + j), f64x2.mul(by, v128.load(share + j))));
    }
    for (let j = 0; j < n; j++)
      store<f64>(placeOf(scratch, line, j, k), load<f64>(share + ((<usize>j) << 3)));
    store<f64>(scratch + (<usize>k) * (line + 8), -1 / pivot);
  }
  const half = line >> 1;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const value = <f32>load<f64>(scratch + (<usize>i) * line + ((<usize>j) << 3));
      store<f32>(out + (<usize>i) * half + ((<usize>j) << 2), value);
      store<f32>(out + (<usize>j) * half + ((<usize>i) << 2), value);
    }
  return 1;
}

/** Where (j, k) of a symmetric matrix stands in its lower half. */
// @ts-ignore: decorator
@inline
function placeOf(rows: usize, line: usize, j: i32, k: i32): usize {
  return j < k
    ? rows + (<usize>k) * line + ((<usize>j) << 3)
    : rows + (<usize>j) * line + ((<usize>k) << 3);
}
