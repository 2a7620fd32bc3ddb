/**
 * Bring probabilities learned among other shares of the classes to the true ones, in place:
 * P'(class) is proportional to P(class) x ratio of the class.
 *
 * said [rows x outputs] P(class 1) alone where outputs is 1, else P of each class; ratios [classes] > 0: share of the
 * class in the world / share among the rows learned from. Allocates nothing.
 *
 * Sources: Elkan 2001, "The foundations of cost-sensitive learning", theorem 2; Saerens et al. 2002.
 */
export function shiftPriors(said: Float64Array, rows: number, outputs: number, ratios: Float64Array): void {
  if (outputs === 1) {
    for (let row = 0; row < rows; row++) {
      const yes = said[row]! * ratios[1]!;
      said[row] = yes / (yes + (1 - said[row]!) * ratios[0]!);
    }
    return;
  }
  for (let from = 0; from < rows * outputs; from += outputs) {
    let total = 0;
    for (let k = 0; k < outputs; k++) {
      said[from + k]! *= ratios[k]!;
      total += said[from + k]!;
    }
    for (let k = 0; k < outputs; k++) said[from + k]! /= total;
  }
}
