/** What a row of this relevance is worth: 2^relevance - 1. */
export const gainOf = (relevance: number): number => 2 ** relevance - 1;

/** What a place counts, the first being 0: 1 / log2(2 + place). */
export const discountOf = (place: number): number => 1 / Math.log2(2 + place);

/**
 * Discounted gain of a list, to the place `places`.
 *
 * score, relevance: [rows] by place, the highest score first. Rows of one score share what their places gain: in which order
 * they came tells nothing, and a list that came sorted by relevance is not yet ranked. O(rows).
 *
 * Sources: Järvelin and Kekäläinen 2002; McSherry and Najork 2008 for ties.
 */
export function discountedGain(relevance: Float64Array, score: Float64Array, places: number): number {
  let sum = 0;
  for (let from = 0; from < Math.min(score.length, places); ) {
    let gained = 0;
    let discounted = 0;
    let to = from;
    for (; to < score.length && score[to] === score[from]; to++) {
      gained += gainOf(relevance[to]!);
      if (to < places) discounted += discountOf(to);
    }
    sum += (gained / (to - from)) * discounted;
    from = to;
  }
  return sum;
}

/** The most that any order of these rows gains. O(rows log rows). */
export function mostDiscountedGain(relevance: Float64Array, places: number): number {
  const falling = relevance.toSorted().reverse();
  return discountedGain(falling, falling, places);
}
