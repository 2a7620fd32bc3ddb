/**
 * Lay the bins of one column into the records of its block: records[at + width * row] = codes[from + row].
 *
 * O(rows), allocates nothing.
 */
export function layColumn(
  codes: Uint8Array,
  from: number,
  rows: number,
  records: Uint8Array,
  at: number,
  width: number,
): void {
  for (let i = 0; i < rows; i++) records[at + width * i] = codes[from + i]!;
}
