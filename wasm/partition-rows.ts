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
  memory.copy(to + (toAt << 2), from + (fromAt << 2), n << 2);
}
