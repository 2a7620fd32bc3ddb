import { edgesBelow } from './count-below.ts';

/**
 * Add each weight to the mass of the level that its value is.
 *
 * values, weights [n]; levels [m] rising, every value among them; mass [m] is added to.
 *
 * O(n log m), allocates nothing.
 */
export function addToLevels(
  values: Float64Array,
  weights: Float64Array,
  n: number,
  levels: Float64Array,
  m: number,
  mass: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    const level = edgesBelow(levels, m, values[i]!);
    mass[level] = mass[level]! + weights[i]!;
  }
}
