import type { StepChoice } from './design.ts';
import type { Query } from './retriever.ts';

/** What is asked of a recommender. */
export interface SlateRequest {
  readonly query: Query;
  readonly k: number;
  /** Items that must not be shown: seen, on an earlier page, filtered. 1 = out. [catalogue.size] */
  readonly excluded: Uint8Array;
  /** Say why: for each item, and for those that were asked about. */
  readonly explain: boolean;
  /** Items of which to say why they are not shown. */
  readonly why?: readonly number[];
  /** What chance comes from: the same for the same slate. */
  readonly seed: number;
  /** In place of the rerankers of the design, to try others; absent = those. */
  readonly steps?: readonly StepChoice[];
}

/** The answer: items, best first. */
export interface Slate {
  readonly entries: readonly SlateEntry[];
  /** Part of the recommender that was left out to be in time; absent = none. */
  readonly degraded?: string;
  /** Candidates were found by an index: it cannot be made again to the last bit. */
  readonly approximate?: true;
  /** Of the items that the request asks about: those that are not shown. */
  readonly missing?: readonly MissingItem[];
}

export interface MissingItem {
  readonly item: number;
  /**
   * excluded       the request left it out
   * gone           it is no more
   * not-yet        it comes later
   * not-retrieved  no retriever had it among its candidates
   * left-out       the step `step` dropped it
   * too-low        it came to place `place`, below the last that is shown
   */
  readonly because: 'excluded' | 'gone' | 'not-yet' | 'not-retrieved' | 'left-out' | 'too-low';
  readonly step?: string;
  readonly place?: number;
}

export interface SlateEntry {
  readonly item: number;
  readonly score: number;
  /** Name of the retriever that ranked it highest. */
  readonly source: string;
  /** The chance with which it stands in this place. */
  readonly propensity: number;
  /** What the user would rate it; absent where the design asks for no ratings. */
  readonly predictedRating?: number;
  readonly explanation?: SlateExplanation;
}

export interface SlateExplanation {
  /** Place and score by each retriever that gave it. */
  readonly sources: readonly { readonly retriever: string; readonly place: number; readonly score: number }[];
  /** Features of the ranker that moved it most, strongest first. */
  readonly contributions: readonly { readonly feature: string; readonly value: number }[];
  /** Its place before and after each step, from 0; -1 = not in the list. */
  readonly steps: readonly { readonly step: string; readonly before: number; readonly after: number }[];
  /** Events of the past that had most to do with it, by their place in the query. */
  readonly because: readonly { readonly event: number; readonly share: number }[];
}
