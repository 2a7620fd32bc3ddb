/**
 * Put the rows order[start..end) that go left before those that go right, each side in its old order.
 *
 * codes [..]      bins of the split's column from index `from`
 * goesLeft [256]  1 for each bin that goes left
 * spare [>= end - start]  scratch
 *
 * @returns number of rows on the left. O(end - start), allocates nothing.
 */
export function partitionRows(
  codes: Uint8Array,
  from: number,
  goesLeft: Uint8Array,
  order: Int32Array,
  start: number,
  end: number,
  spare: Int32Array,
): number {
  let left = start;
  let right = 0;
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    // Both sides are written and one pointer moves: a branch here is a coin toss for the processor.
    const goes = goesLeft[codes[from + row]!]!;
    order[left] = row;
    spare[right] = row;
    left += goes;
    right += 1 - goes;
  }
  for (let i = 0; i < right; i++) order[left + i] = spare[i]!;
  return left - start;
}
