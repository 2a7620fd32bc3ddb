/** Standard errors from which on one mean counts as clearly above another. */
const CLEARLY = 2;

/**
 * Shares half way between those that were selected and even ones, unless rows tell clearly that this is worse.
 *
 * Selected shares are the best for the rows that they were selected on, and as far as those rows cannot tell them from
 * even ones, the difference is chance. lossesOf: [rows] what given shares lose on each row that no member has seen.
 */
export function drawnToEven(
  selected: Float64Array,
  even: Float64Array,
  lossesOf: (shares: Float64Array) => Float64Array,
): Float64Array {
  const halfway = selected.map((share, i) => (share + even[i]!) / 2);
  const before = lossesOf(selected);
  const after = lossesOf(halfway);
  const n = before.length;
  const worse = after.map((loss, row) => loss - before[row]!);
  const mean = worse.reduce((a, b) => a + b, 0) / n;
  const variance = worse.reduce((sum, d) => sum + (d - mean) ** 2, 0) / Math.max(1, n - 1);
  return mean > CLEARLY * Math.sqrt(variance / n) ? selected : halfway;
}
