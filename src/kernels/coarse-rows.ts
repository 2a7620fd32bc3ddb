/** Largest number of a byte. */
const MOST = 127;

/**
 * Write rows first .. last - 1 of a table in bytes, each with a scale of its own: value is about byte x scale.
 *
 * table [.. x size], bytes [.. x wide], of which the places from size on are left as they are. scale, lost, length [..]: what
 * a byte is worth, the length of what the bytes leave out, the length of the row. O(rows x size).
 */
export function coarseRows(
  table: Float32Array,
  size: number,
  first: number,
  last: number,
  bytes: Int8Array,
  wide: number,
  scale: Float32Array,
  lost: Float32Array,
  length: Float32Array,
): void {
  for (let r = first; r < last; r++) {
    const from = r * size;
    let largest = 0;
    for (let j = 0; j < size; j++) largest = Math.max(largest, Math.abs(table[from + j]!));
    scale[r] = largest / MOST;
    const unit = scale[r]!;
    let left = 0;
    let squared = 0;
    for (let j = 0; j < size; j++) {
      const value = table[from + j]!;
      const byte =
        unit > 0 && unit < Infinity ? Math.max(-MOST, Math.min(MOST, Math.floor(value / unit + 0.5))) : 0;
      bytes[r * wide + j] = byte;
      const off = value - byte * unit;
      left += off * off;
      squared += value * value;
    }
    lost[r] = Math.sqrt(left);
    length[r] = Math.sqrt(squared);
  }
}
