import { edgesBelow } from './count-below';

/** Twin of src/kernels/code-numbers.ts. */
export function codeNumbers(values: usize, n: i32, edges: usize, m: i32, codes: usize): void {
  for (let i = 0; i < n; i++) {
    const v = load<f64>(values + ((<usize>i) << 3));
    store<u8>(codes + <usize>i, <u8>(v == v ? 1 + edgesBelow(edges, m, v) : 0));
  }
}
