import type { Kernels } from '../../contracts/kernels.ts';
import { BLOCK, GROUP } from '../../kernels/leaf-histogram.ts';
import type { BinnedMatrix } from './bins.ts';

/** Columns whose bins lie side by side in one record a row. */
export interface RecordGroup {
  /** First byte of its records. */
  readonly at: number;
  /** Bytes of a record, one of WIDTHS; those past the last column are 0. */
  readonly width: number;
  readonly firstColumn: number;
  /** At least 1: a table without columns has one group of one column of zeros. */
  readonly columns: number;
}

/** A record lies within 64 bytes that memory hands out at once. */
const WIDTHS = [BLOCK, 2 * BLOCK, BLOCK * GROUP];

/** The bins of a matrix row by row, in groups of columns. */
export interface BlockRecords {
  readonly rows: number;
  readonly cols: number;
  readonly groups: readonly RecordGroup[];
  readonly bytes: Uint8Array;
}

/** Lay a matrix out in records. The same bytes again, for reading many columns of a row at once. O(rows x cols). */
export function layRecords(kernels: Kernels, x: BinnedMatrix): BlockRecords {
  const { rows, cols } = x;
  const groups: RecordGroup[] = [];
  let size = 0;
  for (let firstColumn = 0; firstColumn === 0 || firstColumn < cols; firstColumn += BLOCK * GROUP) {
    const columns = Math.max(1, Math.min(BLOCK * GROUP, cols - firstColumn));
    const width = WIDTHS.find((bytes) => bytes >= columns)!;
    groups.push({ at: size, width, firstColumn, columns });
    size += width * rows;
  }
  const records = { rows, cols, groups, bytes: kernels.u8(size) };
  fillRecords(kernels, x, records);
  return records;
}

/** Write the bins of a matrix to its records. O(rows x cols). */
export function fillRecords(kernels: Kernels, x: BinnedMatrix, { groups, bytes }: BlockRecords): void {
  const { rows, cols, codes } = x;
  kernels.calls(
    'layColumn',
    Array.from({ length: cols }, (_, c) => {
      const { at, width, firstColumn } = groups[Math.floor(c / (BLOCK * GROUP))]!;
      return [codes, c * rows, rows, bytes, at + c - firstColumn, width];
    }),
  );
}
