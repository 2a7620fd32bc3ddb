/**
 * p-value of an observed statistic by simulation, stopping early when it is plainly not small.
 *
 * draw   one value of the statistic under the null; a value equal to `observed` (to 1e-12) counts as reaching it
 * most   draws at most; the smallest p-value is 1 / (most + 1)
 * enough draws that reach `observed` after which it stops
 *
 * P(p <= a) <= a under the null for every a, `most` and `enough`: exact, not asymptotic.
 * Source: Besag and Clifford 1991, "Sequential Monte Carlo p-values".
 */
export function sequentialPValue(observed: number, draw: () => number, most: number, enough = 10): number {
  const bar = observed - 1e-12 * Math.abs(observed);
  let reached = 0;
  for (let drawn = 1; drawn <= most; drawn++) {
    if (draw() < bar) continue;
    reached++;
    if (reached === enough) return enough / drawn;
  }
  return (reached + 1) / (most + 1);
}
