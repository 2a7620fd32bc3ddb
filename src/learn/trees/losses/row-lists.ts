import { dealFolds } from '../../../kernels/deal-folds.ts';
import type { Random } from '../../../kernels/random.ts';

/** Rows parted into lists: list l holds rows order[start[l]] .. order[start[l + 1] - 1], ascending. */
export interface RowLists {
  readonly order: Int32Array;
  readonly start: Int32Array;
}

/** Part rows into lists; group: [rows] index >= 0 of the list of each row, in any order. O(rows + lists). */
export function rowLists(group: Int32Array): RowLists {
  let lists = 0;
  for (let row = 0; row < group.length; row++) lists = Math.max(lists, group[row]! + 1);
  const start = new Int32Array(lists + 1);
  for (let row = 0; row < group.length; row++) start[group[row]! + 1]! += 1;
  for (let l = 0; l < lists; l++) start[l + 1]! += start[l]!;
  const order = new Int32Array(group.length);
  const next = start.slice();
  for (let row = 0; row < group.length; row++) order[next[group[row]!]!++] = row;
  return { order, start };
}

/** [rows] a fold 0..folds-1 for each row, the rows of a list in one. */
export function dealLists({ order, start }: RowLists, folds: number, r: Random): Uint8Array {
  const lists = start.length - 1;
  const foldOf = dealFolds(new Float64Array(lists), null, folds, r);
  const fold = new Uint8Array(order.length);
  for (let l = 0; l < lists; l++)
    for (let i = start[l]!; i < start[l + 1]!; i++) fold[order[i]!] = foldOf[l]!;
  return fold;
}
