/** Scores are stretched or pressed together a hundredfold at most. */
const LEAST = 0.01;
const MOST = 100;
/** Halvings of the range of logarithms: down to the last digits of a double. */
const HALVINGS = 56;

/**
 * The b > 0 by which softmax(b x scores) foretells the classes best, by weighted log loss; 1 / b is the temperature.
 *
 * scores [rows x classes] logarithms of probabilities, up to what a row's classes share; truth [rows] class index;
 * weights [rows] > 0, null = all 1. One of 0.01 and 100 where the best lies beyond.
 *
 * The loss is convex in b: its slope is brought to 0 by bisection. O(rows x classes) a step, 57 steps.
 * Source: Guo et al. 2017, "On calibration of modern neural networks".
 */
export function inverseTemperature(
  scores: Float64Array,
  truth: Float64Array,
  weights: Float64Array | null,
  classes: number,
): number {
  const slope = (b: number): number => {
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
      const from = row * classes;
      let highest = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[from + k]!);
      let total = 0;
      let mean = 0;
      for (let k = 0; k < classes; k++) {
        const e = Math.exp(b * (scores[from + k]! - highest));
        total += e;
        mean += e * scores[from + k]!;
      }
      sum += (weights === null ? 1 : weights[row]!) * (mean / total - scores[from + truth[row]!]!);
    }
    return sum;
  };
  let low = Math.log(LEAST);
  let high = Math.log(MOST);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (slope(Math.exp(middle)) < 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
