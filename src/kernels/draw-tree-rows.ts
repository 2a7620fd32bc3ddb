import { drawBelow } from './random.ts';
import { STATE } from './tree-layout.ts';

/**
 * Draw the rows of a tree: as many as there are, with replacement, where `bootstrap` is 1; else each of positive weight.
 *
 * truth, weight [rows], outputs   see learn/trees/forest-target.ts
 * state                           begins with a stream of kernels/random.ts; state[STATE.drawn] = rows drawn
 * order [rows]                    rows drawn, then the others
 * pairs [2 * rows]                of each row drawn: its weight times how often it was drawn; its truth, times that weight
 *                                 where there is one output
 * room [..]                       treeRoom numbers
 *
 * O(rows), allocates nothing.
 */
export function drawTreeRows(
  truth: Float64Array,
  weight: Float64Array,
  rows: number,
  outputs: number,
  bootstrap: number,
  state: Int32Array,
  order: Int32Array,
  pairs: Float64Array,
  room: Float64Array,
): void {
  room.fill(bootstrap === 1 ? 0 : 1, 0, rows);
  if (bootstrap === 1)
    for (let i = 0; i < rows; i++) {
      const row = drawBelow(state, rows);
      room[row] = room[row]! + 1;
    }
  let drawn = 0;
  let other = rows;
  for (let row = 0; row < rows; row++) {
    const w = room[row]! * weight[row]!;
    if (!(w > 0)) {
      order[--other] = row;
      continue;
    }
    order[drawn] = row;
    pairs[2 * drawn] = w;
    pairs[2 * drawn + 1] = outputs === 1 ? w * truth[row]! : truth[row]!;
    drawn++;
  }
  state[STATE.drawn] = drawn;
}
