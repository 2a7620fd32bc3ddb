/**
 * One p-value for "at least one of these nulls is false", from tests that are independent under the null.
 *
 * Sidak 1967: 1 - (1 - min p)^k. With no test it is 1. Valid also when the p-values are larger than uniform.
 */
export function sidak(pValues: readonly number[]): number {
  const least = Math.min(1, ...pValues);
  return least === 1 ? 1 : -Math.expm1(pValues.length * Math.log1p(-least));
}

/** The same from tests that may depend on each other in any way. Bonferroni: k x min p, at most 1. */
export const bonferroni = (pValues: readonly number[]): number =>
  Math.min(1, Math.max(1, pValues.length) * Math.min(1, ...pValues));

/**
 * p-values adjusted for how many were looked at: rejecting those <= a makes any false rejection at all at most a
 * likely, however the tests depend on each other.
 *
 * Source: Holm 1979, "A simple sequentially rejective multiple test procedure". In the order given. O(k log k).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]! || a - b);
  const adjusted = new Array<number>(pValues.length);
  let before = 0;
  order.forEach((i, rank) => {
    before = Math.max(before, Math.min(1, (pValues.length - rank) * pValues[i]!));
    adjusted[i] = before;
  });
  return adjusted;
}
