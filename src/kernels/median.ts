/**
 * The median of the values that are not NaN: the mean of the middle two when their number is even; NaN when there is
 * none. O(n) on average, one copy. Source: Hoare 1961, algorithm 65 (FIND), pivot by median of three.
 */
export function median(values: Float64Array): number {
  const present = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) present[n++] = values[i]!;
  if (n === 0) return Number.NaN;
  const middle = n >> 1;
  const high = select(present, n, middle);
  if (n % 2 === 1) return high;
  // All that is not above stands before the middle; the largest of it is the other one.
  let low = present[0]!;
  for (let i = 1; i < middle; i++) if (present[i]! > low) low = present[i]!;
  const sum = low + high;
  return Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2;
}

/** Reorder values[0, n) so that the k-th smallest stands at k, with none above it before and none below it after. */
function select(values: Float64Array, n: number, k: number): number {
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
