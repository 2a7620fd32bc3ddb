/**
 * Weights that undo how likely each row was to be logged: 1 / propensity, none above `most` / the mean propensity.
 *
 * propensity [rows] in (0, 1]; of a row whose propensity is missing or not in there the weight is 1 / the mean propensity,
 * as if it were like the others. @returns weights of mean 1. Clipping trades a little bias for much variance. O(rows).
 * Sources: Horvitz and Thompson 1952; Joachims, Swaminathan and Schnabel 2017, "Unbiased learning-to-rank with biased
 * feedback"; Ionides 2008 for clipping.
 */
export function inversePropensity(propensity: Float64Array, most = 20): Float64Array {
  const known = propensity.filter((p) => p > 0 && p <= 1);
  const mean = known.length === 0 ? 1 : known.reduce((sum, p) => sum + p, 0) / known.length;
  const out = propensity.map((p) => Math.min(most, mean / (p > 0 && p <= 1 ? p : mean)));
  const whole = out.reduce((sum, w) => sum + w, 0);
  return whole === 0 ? out : out.map((w) => (w * out.length) / whole);
}
