/**
 * Raw scores to probabilities, in place: log-odds of one output, else a score a class up to what all share.
 *
 * scores [rows x outputs] row after row. Nothing overflows and no row divides by 0. Allocates nothing.
 */
export function probabilitiesInPlace(scores: Float64Array, rows: number, outputs: number): void {
  if (outputs === 1) sigmoidInPlace(scores, rows);
  else softmaxInPlace(scores, rows, outputs);
}

/** Scores to P(1), in place; e^-|s| never overflows. */
export function sigmoidInPlace(scores: Float64Array, rows: number): void {
  for (let r = 0; r < rows; r++) {
    const score = scores[r]!;
    const e = Math.exp(-Math.abs(score));
    scores[r] = (score >= 0 ? 1 : e) / (1 + e);
  }
}

/** Scores to P(class), in place; the highest score is taken out first, so nothing overflows. */
function softmaxInPlace(scores: Float64Array, rows: number, classes: number): void {
  for (let from = 0; from < rows * classes; from += classes) {
    let highest = -Infinity;
    for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[from + k]!);
    let total = 0;
    for (let k = 0; k < classes; k++) {
      const e = Math.exp(scores[from + k]! - highest);
      scores[from + k] = e;
      total += e;
    }
    for (let k = 0; k < classes; k++) scores[from + k]! /= total;
  }
}
