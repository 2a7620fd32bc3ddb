/**
 * Reorder values[0, n) so that the k-th smallest, from 0, stands at k, with none above it before and none below it after;
 * answers it. None may be NaN. O(n) on average. Source: Hoare 1961, algorithm 65 (FIND), pivot by median of three.
 */
export function select(values: Float64Array, n: number, k: number): number {
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const pivot = middleOf(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const t = values[i]!;
      values[i++] = values[j]!;
      values[j--] = t;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
