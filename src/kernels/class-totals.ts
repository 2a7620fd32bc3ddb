/** [classes] sum of the weights (null = 1 each) of the rows of each class; y [rows] class index. */
export function classTotals(y: Float64Array, weights: Float64Array | null, classes: number): Float64Array {
  const totals = new Float64Array(classes);
  for (let row = 0; row < y.length; row++) totals[y[row]!]! += weights === null ? 1 : weights[row]!;
  return totals;
}
