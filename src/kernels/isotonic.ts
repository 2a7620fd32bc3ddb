import { sortOrder } from './sort-order.ts';

/** A function that never falls: straight lines between points, level beyond the ends. x ascending without repeats. */
export interface MonotoneLine {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * The function of x that never falls and comes nearest to y by weighted squares: isotonic regression.
 *
 * x [rows] finite; y [rows] finite; weights [rows] > 0, null = all 1. Rows of equal x count as one with their mean.
 * Of points on a level stretch only the ends are kept.
 *
 * O(rows): neighbours in the wrong order are pooled from left to right.
 * Sources: Ayer et al. 1955; Barlow et al. 1972, the pool-adjacent-violators algorithm.
 */
export function isotonic(x: Float64Array, y: Float64Array, weights: Float64Array | null): MonotoneLine {
  const { at, mean, weight } = meansByValue(x, y, weights);
  // Blocks of pooled points: the first point of each, its mean and weight.
  const first = new Int32Array(at.length);
  const level = new Float64Array(at.length);
  const mass = new Float64Array(at.length);
  let blocks = 0;
  for (let i = 0; i < at.length; i++) {
    first[blocks] = i;
    level[blocks] = mean[i]!;
    mass[blocks] = weight[i]!;
    while (blocks > 0 && level[blocks - 1]! >= level[blocks]!) {
      const both = mass[blocks - 1]! + mass[blocks]!;
      level[blocks - 1] = (level[blocks - 1]! * mass[blocks - 1]! + level[blocks]! * mass[blocks]!) / both;
      mass[blocks - 1] = both;
      blocks--;
    }
    blocks++;
  }
  const points: number[] = [];
  const values: number[] = [];
  for (let b = 0; b < blocks; b++) {
    const last = (b + 1 < blocks ? first[b + 1]! : at.length) - 1;
    for (const i of last === first[b] ? [last] : [first[b]!, last]) {
      points.push(at[i]!);
      values.push(level[b]!);
    }
  }
  return { x: Float64Array.from(points), y: Float64Array.from(values) };
}

/** The distinct values of x, ascending, with the mean of y and the weight at each. */
function meansByValue(x: Float64Array, y: Float64Array, weights: Float64Array | null) {
  const at = new Float64Array(x.length);
  const mean = new Float64Array(x.length);
  const weight = new Float64Array(x.length);
  let n = 0;
  for (const row of sortOrder(x)) {
    const w = weights === null ? 1 : weights[row]!;
    if (n === 0 || at[n - 1] !== x[row]) at[n++] = x[row]!;
    mean[n - 1]! += w * y[row]!;
    weight[n - 1]! += w;
  }
  for (let i = 0; i < n; i++) mean[i]! /= weight[i]!;
  return { at: at.subarray(0, n), mean: mean.subarray(0, n), weight: weight.subarray(0, n) };
}

/** The value at `at` of the line through points from..end - 1. O(log points), allocates nothing. */
export function heightAt({ x, y }: MonotoneLine, from: number, end: number, at: number): number {
  if (at <= x[from]!) return y[from]!;
  if (at >= x[end - 1]!) return y[end - 1]!;
  let low = from;
  let high = end - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  const share = (at - x[low]!) / (x[high]! - x[low]!);
  return y[low]! + share * (y[high]! - y[low]!);
}
