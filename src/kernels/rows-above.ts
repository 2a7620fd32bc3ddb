const { fround } = Math;

/**
 * Find the rows whose product with a point may come to `least`: write them to `found`, in their order, and how far each may
 * come to `upper`; count[0] is how many there are.
 *
 *     upper = scale[r] * (point . rows r) + slack[r] * reach
 *
 * point [size], rows [.. x size], size a multiple of 16: whole numbers, for which the sum of products must stay below 2^31.
 * scale, slack [..]; found, upper [last - first]. O(rows x size).
 */
export function rowsAbove(
  point: Int16Array,
  size: number,
  rows: Int8Array,
  first: number,
  last: number,
  scale: Float32Array,
  slack: Float32Array,
  reach: number,
  least: number,
  found: Int32Array,
  upper: Float32Array,
  count: Int32Array,
): void {
  const [by, from] = [fround(reach), fround(least)];
  let n = 0;
  for (let r = first; r < last; r++) {
    let sum = 0;
    for (let j = 0, at = r * size; j < size; j++, at++) sum += point[j]! * rows[at]!;
    const most = fround(fround(fround(sum) * scale[r]!) + fround(slack[r]! * by));
    if (!(most >= from)) continue;
    found[n] = r;
    upper[n++] = most;
  }
  count[0] = n;
}
