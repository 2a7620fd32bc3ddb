import { drawBelow } from './random';
import { DRAWN } from './tree-layout';

/** Twin of src/kernels/draw-tree-rows.ts; how often a row was drawn takes 32 bits here. */
export function drawTreeRows(
  truth: usize,
  weight: usize,
  rows: i32,
  outputs: i32,
  bootstrap: i32,
  state: usize,
  order: usize,
  pairs: usize,
  room: usize,
): void {
  if (bootstrap) {
    memory.fill(room, 0, <usize>rows << 2);
    for (let i = 0; i < rows; i++) {
      const p = room + (<usize>drawBelow(state, rows) << 2);
      store<u32>(p, load<u32>(p) + 1);
    }
  }
  let drawn = order;
  let other = order + (<usize>rows << 2);
  let to = pairs;
  for (let row = 0; row < rows; row++) {
    const times = bootstrap ? load<u32>(room + (<usize>row << 2)) : 1;
    const w = <f64>times * load<f64>(weight + (<usize>row << 3));
    if (!(w > 0)) {
      other -= 4;
      store<i32>(other, row);
      continue;
    }
    const t = load<f64>(truth + (<usize>row << 3));
    store<i32>(drawn, row);
    store<f64>(to, w);
    store<f64>(to, outputs == 1 ? w * t : t, 8);
    drawn += 4;
    to += 16;
  }
  store<i32>(state + DRAWN, <i32>((drawn - order) >> 2));
}
