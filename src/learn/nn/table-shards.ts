import type { Kernels } from '../../contracts/kernels.ts';
import type { Weight } from './layer.ts';

/** Row r of a large table belongs to shard r mod SHARDS, whoever works on it. A power of 2. */
export const SHARDS = 8;
/** Parts of a batch whose gradients are summed in turn, where rows are shared out. */
export const ROW_PARTS = 4;
/** Values of a table that a batch uses, from which sharing them out brings more than it costs. */
const LARGE = 16_384;

/** Room for the edges of the shards of a table of which a batch uses so many values at most; null: it stays whole. */
export const layEdges = (values: number, { parallel }: Pick<Kernels, 'parallel'>): Int32Array | null =>
  parallel === 'model' && values >= LARGE ? new Int32Array(SHARDS + 1) : null;

/**
 * Calls that the shards are handed out in, of a table of which a batch uses so many values: no more than threads need, for
 * each call looks through all codes of the batch. A power of 2; it changes no bit.
 */
export const shardCalls = (values: number, kernels: Kernels): number =>
  layEdges(values, kernels) === null ? 1 : Math.min(SHARDS, 2 ** Math.ceil(Math.log2(kernels.threads)));

/** How many parts of its rows a batch of so many values is worked on in. */
export const rowPartsOf = (values: number, { parallel }: Kernels): number =>
  parallel === 'data' && values >= LARGE ? ROW_PARTS : 1;

/** Where part `part` of `parts` of so many rows begins. */
export const partEdge = (rows: number, parts: number, part: number): number =>
  Math.floor((part * rows) / parts);

/**
 * Give each row that a batch uses its place in the gradient: shard after shard, and in a shard in the order of first use,
 * so that a shard of the table has its gradient, and the moments that the optimiser moves with it, to itself.
 *
 * uses: calls back with every row that is used, as often as it is. slotOf [rows of the table] -1 = not used; it is left
 * with the places. found [used rows at most] scratch. Writes rows, touched and edges of the table. O(uses).
 */
export function placeTouched(
  table: Weight,
  used: Int32Array,
  uses: number,
  slotOf: Int32Array,
  found: Int32Array,
): void {
  const { rows, edges } = table;
  const list = edges === null ? rows : found;
  let touched = 0;
  for (let i = 0; i < uses; i++) {
    const row = used[i]!;
    if (slotOf[row]! >= 0) continue;
    slotOf[row] = touched;
    list[touched++] = row;
  }
  table.touched = touched;
  if (edges === null) return;
  edges.fill(0);
  for (let i = 0; i < touched; i++) edges[(found[i]! % SHARDS) + 1]!++;
  for (let s = 0; s < SHARDS; s++) edges[s + 1]! += edges[s]!;
  const next = edges.slice(0, SHARDS);
  for (let i = 0; i < touched; i++) {
    const row = found[i]!;
    const slot = next[row % SHARDS]!++;
    rows[slot] = row;
    slotOf[row] = slot;
  }
}
