/**
 * [outputs] scores that give the class frequencies, half a row added to each class so that an absent one stays finite. Of
 * several classes they sum to 0: softmax does not see what is added to all alike, so it is taken out.
 *
 * y [rows] class index; weights [rows] or null = all 1.
 */
export function logOddsStart(y: Float64Array, weights: Float64Array | null, outputs: number): Float64Array {
  const counts = new Float64Array(Math.max(2, outputs)).fill(0.5);
  for (let r = 0; r < y.length; r++) counts[y[r]!]! += weights === null ? 1 : weights[r]!;
  const logs = counts.map(Math.log);
  return outputs === 1 ? Float64Array.of(logs[1]! - logs[0]!) : centred(logs);
}

/** The values less their mean. */
export function centred(values: Float64Array): Float64Array {
  const middle = values.reduce((a, b) => a + b) / values.length;
  return values.map((value) => value - middle);
}
