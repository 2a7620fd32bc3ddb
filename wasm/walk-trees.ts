// @ts-ignore: decorator
@inline
function next(nodes: usize, bytes: usize, at: u32): u32 {
  const node = load<u64>(nodes + ((<usize>at) << 2));
  const answer = <u32>load<u8>(bytes + <usize>(node >> 40));
  return <u32>node + (<u32>(answer > (<u32>(node >> 32) & 255)) << 1);
}

// @ts-ignore: decorator
@inline
function tell(value: usize, leaf: usize, order: usize, i: usize, at: u32): void {
  store<f64>(leaf + ((<usize>load<u32>(order + i)) << 3), load<f64>(value + ((<usize>(at >> 1)) << 3)));
}

/** Twin of src/kernels/walk-trees.ts: eight trees at a time, as deep as the first of them, the deepest, is. */
export function walkTrees(
  bytes: usize,
  stride: i32,
  rows: i32,
  nodes: usize,
  value: usize,
  root: usize,
  depth: usize,
  order: usize,
  trees: i32,
  _at: usize,
  leaf: usize,
  base: usize,
  outputs: i32,
  out: usize,
): void {
  const all = (<usize>trees) << 2;
  for (let r = 0; r < rows; r++) {
    const b = bytes + <usize>(r * stride);
    let i: usize = 0;
    for (; i + 32 <= all; i += 32) {
      const p = root + i;
      let a0 = load<u32>(p);
      let a1 = load<u32>(p, 4);
      let a2 = load<u32>(p, 8);
      let a3 = load<u32>(p, 12);
      let a4 = load<u32>(p, 16);
      let a5 = load<u32>(p, 20);
      let a6 = load<u32>(p, 24);
      let a7 = load<u32>(p, 28);
      for (let steps = load<i32>(depth + i); steps > 0; steps--) {
        a0 = next(nodes, b, a0);
        a1 = next(nodes, b, a1);
        a2 = next(nodes, b, a2);
        a3 = next(nodes, b, a3);
        a4 = next(nodes, b, a4);
        a5 = next(nodes, b, a5);
        a6 = next(nodes, b, a6);
        a7 = next(nodes, b, a7);
      }
      tell(value, leaf, order, i, a0);
      tell(value, leaf, order, i + 4, a1);
      tell(value, leaf, order, i + 8, a2);
      tell(value, leaf, order, i + 12, a3);
      tell(value, leaf, order, i + 16, a4);
      tell(value, leaf, order, i + 20, a5);
      tell(value, leaf, order, i + 24, a6);
      tell(value, leaf, order, i + 28, a7);
    }
    for (; i < all; i += 4) {
      let a = load<u32>(root + i);
      for (let steps = load<i32>(depth + i); steps > 0; steps--) a = next(nodes, b, a);
      tell(value, leaf, order, i, a);
    }
    for (let k = 0; k < outputs; k++) {
      let sum: f64 = 0;
      for (let t = k; t < trees; t += outputs) sum += load<f64>(leaf + ((<usize>t) << 3));
      store<f64>(out + ((<usize>(r * outputs + k)) << 3), load<f64>(base + ((<usize>k) << 3)) + sum);
    }
  }
}
