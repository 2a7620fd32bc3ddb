import type { LayerKind, Weight } from '../layer.ts';
import { scaledUniform, zeros } from '../start-values.ts';

/**
 * A learned vector for each category code: row `first[i] + code` of one table, for each of some columns of codes.
 *
 * side-by-side: out [columns, width], as a sequence; of one column [width]. sum: out [width], which is a linear model of
 * one-hot categories when nothing follows.
 */
export type EmbeddingSpec = {
  readonly kind: 'embedding';
  /** Columns of codes; code c of column columns[i] is row first[i] + c. */
  readonly columns: readonly number[];
  readonly first: readonly number[];
  /** Rows of the table. */
  readonly rows: number;
  readonly width: number;
  readonly join: 'side-by-side' | 'sum';
  /** Begin at 0: where nothing multiplies the vectors afterwards. */
  readonly fromZero?: boolean;
  /** Rows that begin at 0: what stands for no category in particular. */
  readonly neutral?: readonly number[];
};

/**
 * table [rows x width]. Only rows that a batch uses have a gradient: it is as large as the batch, however large the table.
 * O(batch x columns x width).
 */
export const embedding: LayerKind<EmbeddingSpec> = {
  plan({ columns, rows, width, join, fromZero = false, neutral = [] }) {
    const start = fromZero ? zeros : scaledUniform(width, 1);
    return {
      shape: join === 'sum' || columns.length === 1 ? [width] : [columns.length, width],
      weights: {
        table: {
          role: 'table',
          size: rows * width,
          width,
          uses: columns.length,
          start(out, r) {
            start(out, r);
            for (const row of neutral) out.fill(0, row * width, (row + 1) * width);
          },
        },
      },
    };
  },
  lay({ columns, first, rows: tableRows, width, join }, { output, weights, codes, codeColumns }) {
    const table = weights.table!;
    // Where the row of a table stands in the gradient of this batch; -1 = not used by it.
    const slotOf = new Int32Array(table.grad === null ? 0 : tableRows).fill(-1);
    const step = join === 'sum' ? 0 : width;
    return {
      forward(rows) {
        const { value, size } = output;
        if (join === 'sum') value.fill(0, 0, rows * size);
        for (let i = 0; i < columns.length; i++)
          for (let r = 0; r < rows; r++) {
            const from = (first[i]! + codes[r * codeColumns + columns[i]!]!) * width;
            const to = r * size + i * step;
            if (join === 'sum') for (let j = 0; j < width; j++) value[to + j]! += table.value[from + j]!;
            else for (let j = 0; j < width; j++) value[to + j] = table.value[from + j]!;
          }
      },
      backward(rows) {
        if (table.grad === null) return;
        for (let i = 0; i < columns.length; i++)
          for (let r = 0; r < rows; r++) {
            const row = first[i]! + codes[r * codeColumns + columns[i]!]!;
            const to = slotIn(slotOf, table, row) * width;
            const from = r * output.size + i * step;
            for (let j = 0; j < width; j++) table.grad[to + j]! += output.grad![from + j]!;
          }
        for (let i = 0; i < table.touched; i++) slotOf[table.rows[i]!] = -1;
      },
    };
  },
};

function slotIn(slotOf: Int32Array, table: Weight, row: number): number {
  const slot = slotOf[row]!;
  if (slot >= 0) return slot;
  table.rows[table.touched] = row;
  slotOf[row] = table.touched;
  table.grad!.fill(0, table.touched * table.width, (table.touched + 1) * table.width);
  return table.touched++;
}
