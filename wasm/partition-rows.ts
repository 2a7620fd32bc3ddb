/** Twins of src/kernels/partition-rows.ts. */
export function partitionRows(
  codes: usize,
  from: usize,
  goesLeft: usize,
  order: usize,
  start: i32,
  end: i32,
  lefts: usize,
  leftsAt: usize,
  rights: usize,
  rightsAt: usize,
  counts: usize,
  part: usize,
): void {
  const bins = codes + from;
  const first = lefts + (leftsAt << 2);
  let left = first;
  let right = rights + (rightsAt << 2);
  for (let p = order + ((<usize>start) << 2), stop = order + ((<usize>end) << 2); p < stop; p += 4) {
    const row = load<u32>(p);
    const goes = <usize>load<u8>(goesLeft + <usize>load<u8>(bins + <usize>row)) << 2;
    store<u32>(left, row);
    store<u32>(right, row);
    left += goes;
    right += 4 - goes;
  }
  store<i32>(counts + (part << 2), <i32>((left - first) >> 2));
}

export function copyRows(from: usize, fromAt: usize, n: usize, to: usize, toAt: usize): void {
  // The instruction that copies shared memory is several times slower.
  let p = from + (fromAt << 2);
  let d = to + (toAt << 2);
  const last = p + (n << 2);
  for (; p + 16 <= last; p += 16, d += 16) v128.store(d, v128.load(p));
  for (; p < last; p += 4, d += 4) store<u32>(d, load<u32>(p));
}
