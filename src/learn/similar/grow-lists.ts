import { roomForBest, topKOf } from '../../kernels/top-k.ts';
import type { NeighbourLists } from './neighbour-lists.ts';

/** Writes items and how strongly each belongs to a row, each once, in any order; answers how many there are. */
export type FillRow = (row: number, item: Int32Array, strength: Float32Array) => number;

/**
 * Lists of the `most` strongest entries of each row, strongest first; of equals the lower item.
 *
 * `check` is called after each so many entries, for whoever wants to stop. O(entries log most).
 */
export function growLists(
  rows: number,
  items: number,
  most: number,
  fill: FillRow,
  check: (row: number) => void,
): NeighbourLists {
  const best = roomForBest(Math.min(most, items));
  const none = new Uint8Array(items);
  const rowItem = new Int32Array(items);
  const rowStrength = new Float32Array(items);
  const start = new Int32Array(rows + 1);
  let item = new Int32Array(1024);
  let strength = new Float32Array(1024);
  let used = 0;
  for (let row = 0; row < rows; row++) {
    check(row);
    const count = fill(row, rowItem, rowStrength);
    topKOf(rowItem, rowStrength, count, none, best);
    if (used + best.length > item.length) {
      item = grown(item, new Int32Array(2 * item.length + best.length));
      strength = grown(strength, new Float32Array(item.length));
    }
    item.set(best.item.subarray(0, best.length), used);
    strength.set(best.score.subarray(0, best.length), used);
    used += best.length;
    start[row + 1] = used;
  }
  return { start, item: item.slice(0, used), strength: strength.slice(0, used) };
}

function grown<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
