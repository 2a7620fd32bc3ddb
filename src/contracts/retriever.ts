import type { Best } from '../kernels/top-k.ts';
import type { Catalogue } from '../table/catalogue.ts';
import type { Frame } from '../table/frame.ts';
import type { Interactions } from '../table/interactions.ts';
import type { Kernels, Parallel } from './kernels.ts';
import type { ParamSpecs, Params } from './params.ts';
import type { Run } from './run.ts';
import type { State } from './state.ts';

/** What a retriever learns from. */
export interface RetrievalSet {
  readonly events: Interactions;
  /** The items that `events` speak of: size = events.items. */
  readonly catalogue: Catalogue;
  /** What is known of each user, row u of user u; null = nothing. */
  readonly users: Frame | null;
  /** Later events of the same users, for early stopping and tuning inside the fit; never the test events. */
  readonly validation?: Interactions;
  /** State of the same retriever over the same items, or over the first of them, to go on from. */
  readonly start?: State;
}

/** What somebody did. */
export interface Past {
  /** Events in use: the first `length` of each array, oldest first. */
  readonly length: number;
  readonly item: Int32Array;
  readonly weight: Float32Array;
  /** Milliseconds since 1970, NaN unknown. */
  readonly at: Float64Array;
}

/**
 * Whom and what to recommend for. A user is what he did: there is no user in a model, so somebody new, or with a new
 * event, is served like anybody else, without training.
 */
export interface Query extends Past {
  /** Instant of the answer, milliseconds since 1970; NaN unknown. */
  readonly now: number;
  /** What else is known: attributes of the user and of the moment, by name. */
  readonly context: Readonly<Record<string, string | number | boolean | null>>;
  /** What each of his friends did before `now`, the newest of it; absent = there is no user graph. */
  readonly friends?: readonly Past[];
}

/** Friends of a user that are looked at, the first that he names, and events of each, the newest. */
export const MOST_FRIENDS = 200;
export const EVENTS_OF_A_FRIEND = 50;

/** Nothing that a retriever would ever give. */
export const NEVER = -Infinity;

/** A fitted retriever, laid out to answer. One thread uses it; its methods may share scratch memory. */
export interface OpenRetriever {
  /** Items that it has learned of: 0 .. items - 1. */
  readonly items: number;
  /**
   * Score every item: out[0 .. catalogue.size - 1], higher is better, NEVER for what it would not give. What the user
   * has seen, and what is gone, is scored like all others: leaving it out is up to the caller. O(items) or more.
   */
  score(query: Query, catalogue: Catalogue, out: Float32Array): void;
  /**
   * The same scores, of retrievers that look at few items: writes the items and their scores, in any order, each once,
   * and answers how many there are; at most catalogue.size. All others are NEVER. Cost: of the items that it gives.
   */
  sparse?(query: Query, catalogue: Catalogue, item: Int32Array, score: Float32Array): number;
  /**
   * The best by `score` of those whose place in `excluded` is 0, as `topK` finds them, items and scores to the last bit: of
   * retrievers that need not look at all for it.
   */
  best?(query: Query, catalogue: Catalogue, excluded: Uint8Array, best: Best): void;
  /**
   * Of retrievers that score by an inner product: the vectors, and that of a query. `score` of item i is their product,
   * to rounding. Answers false where nothing is known of the user that would give a vector. Where there is `similar`, it
   * is the cosine of these vectors.
   */
  readonly vectors?: {
    readonly size: number;
    /** [items x size] item after item. */
    readonly ofItems: Float32Array;
    ofQuery(query: Query, catalogue: Catalogue, out: Float32Array): boolean;
  };
  /**
   * Items most like one: as `score`, of one item in place of a user; for "similar items". Absent = it does not know.
   * The item may be one that it has not learned of, when its attributes say enough; all are NEVER otherwise.
   */
  similar?(item: number, catalogue: Catalogue, out: Float32Array): void;
  /** How much each event of the past had to do with the score of an item, for explanations: out[0 .. query.length - 1]. */
  because?(query: Query, item: number, out: Float32Array): void;
}

/** A way to find, among all items, those worth ranking for a user. */
export interface Retriever<P = unknown, S extends State = State> {
  readonly room: 'retrievers';
  readonly name: string;
  readonly version: number;
  /** With the paper that it comes from. */
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: RetrieverTraits;
  /** Deterministic in `run.seed`, on any number of threads. Throws 'train/cancelled'. */
  fit(set: RetrievalSet, params: P, run: Run): S | Promise<S>;
  /** Lay the state out, once. Scores do not depend on the kernels beyond rounding. */
  open(state: S, kernels?: Kernels): OpenRetriever;
}

export interface RetrieverTraits {
  readonly tier: 'baseline' | 'simple' | 'complex';
  /** What it cannot do without. A design whose data lacks it does not try the retriever, and says so. */
  readonly needs: readonly ('time' | 'attributes' | 'friends')[];
  /** Gives items to somebody of whom nothing is known. */
  readonly coldUsers?: true;
  /** Gives items that nobody has met. */
  readonly coldItems?: true;
  /** Looks at the order of events. */
  readonly sequence?: true;
  /** Tried only where a design names it. */
  readonly onlyNamed?: true;
  /** How threads share a fit out, the usual way first; absent = one thread fits. */
  readonly parallel?: readonly Parallel[];
  /** More items than this cost too much memory; absent = any number. */
  readonly mostItems?: number;
  /** Parameters that a search tries besides the defaults, best guess first: a short list, chosen on validation events. */
  readonly grid?: readonly Params[];
  /** Parameters with which a fit is quick and still good, for tests. */
  readonly quick?: Params;
}
