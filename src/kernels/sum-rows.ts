/** out[at] = the sum of values[row] over the rows order[start..end), in their order. O(end - start). */
export function sumRows(
  values: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
  out: Float64Array,
  at: number,
): void {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[order[i]!]!;
  out[at] = sum;
}
