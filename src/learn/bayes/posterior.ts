/**
 * Log-odds (one output) or log joint probabilities (one a class) to probabilities, in place.
 *
 * scores [rows x outputs] row after row, finite. The highest score is taken out before exponentials are summed
 * (log-sum-exp), so nothing overflows and no row divides by 0. Allocates nothing.
 */
export function posterior(scores: Float64Array, rows: number, outputs: number): void {
  if (outputs === 1) fromLogOdds(scores, rows);
  else fromLogJoint(scores, rows, outputs);
}

function fromLogOdds(scores: Float64Array, rows: number): void {
  for (let r = 0; r < rows; r++) {
    const e = Math.exp(-Math.abs(scores[r]!));
    scores[r] = (scores[r]! >= 0 ? 1 : e) / (1 + e);
  }
}

function fromLogJoint(scores: Float64Array, rows: number, classes: number): void {
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
