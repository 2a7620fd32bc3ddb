/** Stands for the logarithm of 0: no evidence outweighs it, and arithmetic with it stays finite. */
const NEVER = -Number.MAX_VALUE / 4;

/**
 * [classes] log of the share of each class among the training rows, or of equal shares among the classes that have a
 * row. A class without a row can never be answered.
 *
 * y [rows] class index; weights [rows] or null = all 1. O(rows).
 */
export function logPriorsOf(
  y: Float64Array,
  weights: Float64Array | null,
  classes: number,
  equal: boolean,
): Float64Array {
  const counts = new Float64Array(classes);
  for (let r = 0; r < y.length; r++) counts[y[r]!]! += weights === null ? 1 : weights[r]!;
  const present = equal ? counts.map((count) => Number(count > 0)) : counts;
  const total = present.reduce((a, b) => a + b, 0);
  return present.map((count) => (count > 0 ? Math.log(count / total) : NEVER));
}
