import type { Kernels } from '../../contracts/kernels.ts';
import { BLOCK } from '../../kernels/leaf-histogram.ts';
import type { BinnedMatrix } from './bins.ts';

/** The bins of a matrix row by row: `blocks` blocks of BLOCK columns, in each a record of BLOCK bytes a row. */
export interface BlockRecords {
  readonly rows: number;
  readonly cols: number;
  readonly blocks: number;
  /** [blocks x rows x BLOCK]; at least one; bytes of columns that the last block lacks are 0. */
  readonly bytes: Uint8Array;
}

/** Lay a matrix out in records. The same bytes again, for reading all columns of a row at once. O(rows x cols). */
export function layRecords(kernels: Kernels, x: BinnedMatrix): BlockRecords {
  const { rows, cols, codes } = x;
  const blocks = Math.max(1, Math.ceil(cols / BLOCK));
  const bytes = kernels.u8(blocks * rows * BLOCK);
  kernels.calls(
    'layColumn',
    Array.from({ length: cols }, (_, c) => {
      const at = Math.floor(c / BLOCK) * rows * BLOCK + (c % BLOCK);
      return [codes, c * rows, rows, bytes, at];
    }),
  );
  return { rows, cols, blocks, bytes };
}
