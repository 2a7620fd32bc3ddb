/** Index, counted from `offset`, of the first highest of `length` values. */
export function argMax(values: Float64Array, offset: number, length: number): number {
  let best = 0;
  for (let k = 1; k < length; k++) if (values[offset + k]! > values[offset + best]!) best = k;
  return best;
}
