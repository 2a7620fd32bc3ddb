/**
 * Part rows order[start..end) in those that go left and those that go right, each side in its old order.
 *
 * codes [..]       bins of the split's column, from index `from`
 * goesLeft [256]   1 for each bin that goes left
 * lefts, rights    receive the two sides from `leftsAt` and `rightsAt` on; lefts may be `order` itself with leftsAt <= start
 * counts [..]      counts[part] = number on the left
 *
 * O(end - start), allocates nothing.
 */
export function partitionRows(
  codes: Uint8Array,
  from: number,
  goesLeft: Uint8Array,
  order: Int32Array,
  start: number,
  end: number,
  lefts: Int32Array,
  leftsAt: number,
  rights: Int32Array,
  rightsAt: number,
  counts: Int32Array,
  part: number,
): void {
  let left = leftsAt;
  let right = rightsAt;
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    // Both sides are written and one pointer moves: a branch here is a coin toss for the processor.
    const goes = goesLeft[codes[from + row]!]!;
    lefts[left] = row;
    rights[right] = row;
    left += goes;
    right += 1 - goes;
  }
  counts[part] = left - leftsAt;
}

/** Copy n rows. */
export function copyRows(from: Int32Array, fromAt: number, n: number, to: Int32Array, toAt: number): void {
  for (let i = 0; i < n; i++) to[toAt + i] = from[fromAt + i]!;
}
