import type { Kernels } from '../../../contracts/kernels.ts';
import type { LayerKind, Place, Weight } from '../layer.ts';
import { scaledUniform, zeros } from '../start-values.ts';
import { partEdge, placeTouched, rowPartsOf, SHARDS, shardCalls } from '../table-shards.ts';

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
 * Threads share it out by shards of the table, or by rows of the batch. O(batch x columns x width).
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
    const [step, add] = join === 'sum' ? [0, 1] : [width, 0];
    const lookUp = lookUpOf(place, table, width);
    const scatter = table.grad === null ? null : scatterOf(place, table, width, columns.length);
    // Where the row of a table stands in the gradient of this batch; -1 = not used by it.
    const slotOf = new Int32Array(scatter === null ? 0 : tableRows).fill(-1);
    const found = new Int32Array(table.rows.length);
    const slots = kernels.i32(scatter === null ? 0 : capacity * columns.length);
    return {
      forward(rows) {
        const { value, size } = output;
        if (add === 1) value.fill(0, 0, rows * size);
        for (let i = 0; i < columns.length; i++) lookUp(first[i]!, columns[i]!, rows, i * step, add);
      },
      backward(rows) {
        if (scatter === null) return;
        for (let i = 0, use = 0; i < columns.length; i++)
          for (let r = 0; r < rows; r++) slots[use++] = first[i]! + codes[r * codeColumns + columns[i]!]!;
        const uses = rows * columns.length;
        placeTouched(table, slots, uses, slotOf, found);
        for (let use = 0; use < uses; use++) slots[use] = slotOf[slots[use]!]!;
        scatter(slots, rows, columns.length, step);
        for (let i = 0; i < table.touched; i++) slotOf[table.rows[i]!] = -1;
      },
    };
  },
};

type LookUp = Parameters<Kernels['call']['lookUpRows']>;
type Scatter = Parameters<Kernels['call']['scatterRows']>;

/** Looks rows of a column of codes up: by shards of the table, by parts of the batch, or all at once. It changes no bit. */
function lookUpOf(
  { output, codes, codeColumns, capacity, kernels }: Place,
  { value: table }: Weight,
  width: number,
) {
  const shards = shardCalls(capacity * width, kernels);
  const parts = rowPartsOf(capacity * width, kernels);
  const { value: out, size } = output;
  return (first: number, column: number, rows: number, at: number, add: number): void => {
    const call = (from: number, count: number, shard: number): LookUp => [
      ...([table, width, first, codes.subarray(from * codeColumns), codeColumns, column, count] as const),
      ...([out.subarray(from * size), size, at, add, shard, shards] as const),
    ];
    const work =
      parts > 1
        ? eachOf(parts, (part) => {
            const from = partEdge(rows, parts, part);
            return call(from, partEdge(rows, parts, part + 1) - from, 0);
          })
        : eachOf(shards, (shard) => call(0, rows, shard));
    kernels.calls('lookUpRows', work);
  };
}

/**
 * Sums the gradient of the rows that a batch used, whose places are `slots`: each shard its own rows, in the order of the
 * batch; or each part of the batch into room of its own, and then part after part.
 */
function scatterOf({ output, capacity, kernels }: Place, table: Weight, width: number, columns: number) {
  const grad = table.grad!;
  const { edges } = table;
  const shares = shardCalls(grad.length, kernels);
  const parts = rowPartsOf(capacity * columns * width, kernels);
  const rooms = kernels.f32(parts === 1 ? 0 : parts * grad.length);
  const { clearValues, addRows } = kernels.call;
  const edge = (share: number): number =>
    edges === null ? share * table.touched : edges[(share * SHARDS) / shares]!;
  return (slots: Int32Array, rows: number, columns: number, step: number): void => {
    const values = table.touched * width;
    const { size } = output;
    const outGrad = output.grad!;
    clearValues(grad, values);
    if (parts > 1) clearValues(rooms, parts * values);
    for (let i = 0; i < columns; i++) {
      const call = (from: number, to: number, into: Float32Array, low: number, high: number): Scatter => [
        ...([outGrad.subarray(from * size), size, i * step, to - from] as const),
        ...([slots.subarray(i * rows + from), into, width, low, high] as const),
      ];
      const work =
        parts > 1
          ? eachOf(parts, (part) => {
              const [from, to] = [partEdge(rows, parts, part), partEdge(rows, parts, part + 1)];
              return call(from, to, rooms.subarray(part * values), 0, table.touched);
            })
          : eachOf(shares, (share) => call(0, rows, grad, edge(share), edge(share + 1)));
      kernels.calls('scatterRows', work);
    }
    if (parts > 1) addRows(rooms, grad, parts, values);
  };
}

const eachOf = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i));
