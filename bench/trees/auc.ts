/** Area under the ROC curve of scores for truth of 0 and 1; ties count by their place, which is chance. */
export function aucOf(y: Float64Array, score: Float64Array): number {
  const order = Array.from(y.keys()).sort((a, b) => score[a]! - score[b]!);
  let ranks = 0;
  let positives = 0;
  order.forEach((row, rank) => {
    if (y[row] === 1) {
      ranks += rank + 1;
      positives++;
    }
  });
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (y.length - positives));
}
