/** Scores beyond this have probabilities of 0 or 1 to the last bit that matters here. */
const FAR = 40;

/** ln 2 in two parts: the first has few bits, so that whole multiples of it are exact (Cody and Waite 1980). */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** [117] powers of two from 2^-58 on. */
const LEAST_POWER = -58;
const powers = Float64Array.from({ length: 117 }, (_, i) => 2 ** (i + LEAST_POWER));

/**
 * Derivatives of the log loss of two classes by their score, for rows [from, to): with p = 1 / (1 + exp(-score)),
 * grad = w (p - y) and hess = w p (1 - p).
 *
 * y [rows] 0 or 1; weights [rows], read when `weighted` is 1. The exponential is a Taylor polynomial of degree 11 after
 * the power of two is taken out: relative error below 1e-13. O(to - from), allocates nothing.
 */
export function logisticDerivatives(
  y: Float64Array,
  weights: Float64Array,
  weighted: number,
  scores: Float64Array,
  from: number,
  to: number,
  grad: Float64Array,
  hess: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const x = Math.min(Math.max(-scores[i]!, -FAR), FAR);
    const k = Math.floor(x * Math.LOG2E + 0.5);
    const r = x - k * LN2_HIGH - k * LN2_LOW;
    let e = r * (1 / 39916800) + 1 / 3628800;
    e = e * r + 1 / 362880;
    e = e * r + 1 / 40320;
    e = e * r + 1 / 5040;
    e = e * r + 1 / 720;
    e = e * r + 1 / 120;
    e = e * r + 1 / 24;
    e = e * r + 1 / 6;
    e = e * r + 0.5;
    e = e * r + 1;
    e = e * r + 1;
    const p = 1 / (1 + e * powers[k - LEAST_POWER]!);
    const w = weighted === 1 ? weights[i]! : 1;
    grad[i] = w * (p - y[i]!);
    hess[i] = w * (p * (1 - p));
  }
}
