/**
 * Weight of each class so that rare ones count more: (1 - beta) / (1 - beta^n) of n rows, scaled so that the weighted mean
 * over all rows is 1. beta 0 = all alike; towards 1 = by 1 / n. A class without rows gets the weight of one row.
 *
 * counts [classes] sums of row weights. Source: Cui et al. 2019, Class-balanced loss based on effective number of samples.
 */
export function balancedWeights(counts: Float64Array, beta: number): Float64Array {
  const weights = counts.map((n) =>
    beta === 1 ? 1 / Math.max(1, n) : (1 - beta) / (1 - beta ** Math.max(1, n)),
  );
  let total = 0;
  let rows = 0;
  for (let k = 0; k < counts.length; k++) {
    total += weights[k]! * counts[k]!;
    rows += counts[k]!;
  }
  return rows === 0 ? weights.fill(1) : weights.map((w) => (w * rows) / total);
}
