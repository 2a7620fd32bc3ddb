/** scores[at + row] += value for the rows order[start..end). O(end - start). */
export function addToRows(
  scores: Float64Array,
  at: number,
  order: Int32Array,
  start: number,
  end: number,
  value: number,
): void {
  for (let i = start; i < end; i++) {
    const k = at + order[i]!;
    scores[k] = scores[k]! + value;
  }
}
