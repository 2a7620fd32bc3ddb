const { fround } = Math;

/**
 * out[r] = point times row r of the table, for rows first .. last - 1.
 *
 * point [size], table [.. x size], size a multiple of 4. Summed in four lanes, which are added at the end:
 * (0 + 2) + (1 + 3). O(rows x size).
 */
export function rowProducts(
  point: Float32Array,
  size: number,
  table: Float32Array,
  first: number,
  last: number,
  out: Float32Array,
): void {
  for (let r = first; r < last; r++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0, at = r * size; j < size; j += 4, at += 4) {
      s0 = fround(s0 + fround(table[at]! * point[j]!));
      s1 = fround(s1 + fround(table[at + 1]! * point[j + 1]!));
      s2 = fround(s2 + fround(table[at + 2]! * point[j + 2]!));
      s3 = fround(s3 + fround(table[at + 3]! * point[j + 3]!));
    }
    out[r] = fround(s0 + s2) + fround(s1 + s3);
  }
}
