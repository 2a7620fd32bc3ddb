/** One user's list against what he then did. */
export interface Judged {
  /** [k or fewer] gain of the item at each place, best place first: 0 = did not follow. */
  readonly gains: Float64Array;
  /** Gains > 0 of all relevant items, in the list or not, falling. */
  readonly ideal: Float64Array;
  /** [gains.length] the items themselves, for coverage, novelty and the like. */
  readonly items: Int32Array;
}

/** A measure of a list of items for one user; over users it is the mean. */
export interface RankingMetric {
  readonly room: 'metrics';
  /** Without the cut: "ndcg" is told as "ndcgAt10". */
  readonly name: string;
  readonly label: string;
  readonly version: number;
  readonly about: string;
  readonly traits: { readonly better: 'higher' | 'lower'; readonly range: readonly [number, number] };
  /** Of the first k places. NaN when it is not defined for this user (nothing is relevant). O(k). */
  value(judged: Judged, k: number): number;
}
