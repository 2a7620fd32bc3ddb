import { countEach } from './count-below';

/** Twin of src/kernels/code-numbers.ts. */
export function codeNumbers(values: usize, n: i32, edges: usize, m: i32, codes: usize): void {
  countEach(values, n, edges, m, 0, 1, codes, 1);
}
