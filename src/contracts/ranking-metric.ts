/** One user's list against what he then did. */
export interface Judged {
  /** [k or fewer] the items that he is shown, best first, each once. */
  readonly items: Int32Array;
  /** [items.length] gain of the item at each place, best place first: 0 = did not follow. */
  readonly gains: Float64Array;
  /** All relevant items, in the list or not: the largest gain first. */
  readonly wanted: Int32Array;
  /** [wanted.length] their gains > 0, falling: the best list there could be. */
  readonly ideal: Float64Array;
  /** [wanted.length] candidates that stand before each of them, those of equal score counted half. */
  readonly before: Float64Array;
  /** Items that were ranked for him: all that he might have been shown. */
  readonly candidates: number;
  /** Items that he had before, once for each time; none of a new user. */
  readonly past: Int32Array;
}

/** What is known of items from training, for measures that look beyond hits. */
export interface KnownItems {
  readonly items: number;
  /** Users at training. */
  readonly users: number;
  /** [items] users that had each item at training. */
  readonly popularity: Int32Array;
  /** [items] most popular first; of equals the lower item. */
  readonly byPopularity: Int32Array;
  /** Likeness of two items, 0 (nothing) .. 1 (the same). */
  similarity(a: number, b: number): number;
}

/** A measure of lists: `UserMetric` of each user's alone, `ListsMetric` of all together. */
export type RankingMetric = UserMetric | ListsMetric;

interface RankingMetricBase {
  readonly room: 'metrics';
  /** Without the cut: "ndcg" is told as "ndcgAt10". */
  readonly name: string;
  /** As people write it, e.g. "NDCG". */
  readonly label: string;
  readonly version: number;
  /** With the paper that it comes from. */
  readonly about: string;
  readonly traits: {
    readonly better: 'higher' | 'lower' | 'neither';
    readonly range: readonly [number, number];
    /** Looks at all candidates, not at the first k: told by its name alone. */
    readonly uncut?: true;
    /** Says whether the list came true, not what it is like: undefined for users who did nothing afterwards. */
    readonly ofHits: boolean;
    /** Measured only where it is named. */
    readonly onlyNamed?: true;
  };
}

/** Of one user at a time; over users it is the mean. */
export interface UserMetric extends RankingMetricBase {
  readonly of: 'user';
  /** Of the first k places. NaN when it is not defined for this user, who then counts in no mean. O(k) or as told. */
  value(judged: Judged, k: number, known: KnownItems): number;
}

/** Of the lists of all users together: what no mean over users can tell. */
export interface ListsMetric<A = unknown> extends RankingMetricBase {
  readonly of: 'lists';
  start(known: KnownItems): A;
  /** Add the first k places of a user's list, `times` times over: 0 adds nothing. */
  add(acc: A, judged: Judged, k: number, times: number): void;
  /** What it would be had all lists been added to one accumulator. May reuse `a`. */
  merge(a: A, b: A): A;
  /** NaN where there was no list. */
  value(acc: A, known: KnownItems): number;
}

/** "ndcgAt10"; "auc" of a measure that looks at all candidates. */
export const cutName = ({ name, traits }: RankingMetric, k: number): string =>
  traits.uncut === true ? name : `${name}At${k}`;
