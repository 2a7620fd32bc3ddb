/** Side of the square tiles in which large symmetric matrices are held. A power of two, for the twin. */
export const TILE = 128;

/**
 * Rows first .. last - 1 of X' X for a sparse X, added to the strip of tiles that holds them.
 *
 * columnStart, row, columnValue are the columns of X one after another (row ascending within each); rowStart, column,
 * rowValue are its rows (column ascending). out: the tiles [TILE x TILE] of the strip from the left to the diagonal one;
 * rows that stand in it are those from `first` on, at most TILE. O(entries of the rows that the columns have).
 */
export function gramStrip(
  first: number,
  last: number,
  columnStart: Int32Array,
  row: Int32Array,
  columnValue: Float32Array,
  rowStart: Int32Array,
  column: Int32Array,
  rowValue: Float32Array,
  out: Float32Array,
): void {
  const end = first + TILE;
  for (let i = first; i < last; i++) {
    const line = (i - first) * TILE;
    for (let p = columnStart[i]!; p < columnStart[i + 1]!; p++) {
      const value = columnValue[p]!;
      const stop = rowStart[row[p]! + 1]!;
      for (let q = rowStart[row[p]!]!; q < stop; q++) {
        const j = column[q]!;
        if (j >= end) break;
        const at = (j >> 7) * TILE * TILE + line + (j & (TILE - 1));
        out[at]! += Math.fround(value * rowValue[q]!);
      }
    }
  }
}
