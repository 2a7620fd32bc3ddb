import { edgesBelow } from './count-below';

/** Twin of src/kernels/add-to-levels.ts. */
export function addToLevels(values: usize, weights: usize, n: i32, levels: usize, m: i32, mass: usize): void {
  for (let i = 0; i < n; i++) {
    const p = (<usize>i) << 3;
    const at = mass + ((<usize>edgesBelow(levels, m, load<f64>(values + p))) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(weights + p));
  }
}
