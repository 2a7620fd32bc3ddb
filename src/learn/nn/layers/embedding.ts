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
  lay({ columns, first, rows: tableRows, width, join }, place) {
    const { output, weights, codes, codeColumns, capacity, kernels } = place;
    const table = weights.table!;
    // Where the row of a table stands in the gradient of this batch; -1 = not used by it.
    const slotOf = new Int32Array(table.grad === null ? 0 : tableRows).fill(-1);
    const slots = kernels.i32(table.grad === null ? 0 : capacity);
    const [step, add] = join === 'sum' ? [0, 1] : [width, 0];
    const { lookUpRows, scatterRows } = kernels.call;
    return {
      forward(rows) {
        const { value, size } = output;
        if (add === 1) value.fill(0, 0, rows * size);
        for (let i = 0; i < columns.length; i++)
          lookUpRows(
            table.value,
            width,
            first[i]!,
            codes,
            codeColumns,
            columns[i]!,
            rows,
            value,
            size,
            i * step,
            add,
          );
      },
      backward(rows) {
        const { grad } = table;
        if (grad === null) return;
        for (let i = 0; i < columns.length; i++) {
          for (let r = 0; r < rows; r++)
            slots[r] = slotIn(slotOf, table, first[i]! + codes[r * codeColumns + columns[i]!]!);
          scatterRows(output.grad!, output.size, i * step, rows, slots, grad, width);
        }
        for (let i = 0; i < table.touched; i++) slotOf[table.rows[i]!] = -1;
      },
    };
  },
};

/** The place of a row in the gradient; a row that was not used before in this batch gets the next one, cleared. */
function slotIn(slotOf: Int32Array, table: Weight, row: number): number {
  const slot = slotOf[row]!;
  if (slot >= 0) return slot;
  const { rows, width, grad, touched } = table;
  rows[touched] = row;
  slotOf[row] = touched;
  for (let j = touched * width; j < (touched + 1) * width; j++) grad![j] = 0;
  table.touched = touched + 1;
  return touched;
}
