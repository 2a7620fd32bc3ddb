import type { StepChoice } from './design.ts';
import type { Attributes } from './product-event.ts';

/** What is asked of a feed. */
export interface FeedRequest {
  /** -1 = somebody of whom nothing is known. */
  readonly reader: number;
  readonly k: number;
  readonly now: number;
  /** What is known of the moment: device, place. */
  readonly context: Attributes;
  /** Posts of earlier pages: not again. */
  readonly before: readonly number[];
  /** By head, what one of each is worth now. */
  readonly worth: Readonly<Record<string, number>>;
  /** What chance comes from: the same for the same page. */
  readonly seed: number;
  /** Say of each post why it is there. */
  readonly explain: boolean;
  /** Posts of which to say why they are not shown. */
  readonly why?: readonly number[];
  /** In place of the rerankers of the design, to try others; absent = those. */
  readonly steps?: readonly StepChoice[];
}

/** The answer: posts, best first. */
export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** Posts that were scored. */
  readonly candidates: number;
  /** Of the posts that the request asks about: those that are not shown. */
  readonly missing?: readonly FeedMissing[];
}

export interface FeedEntry {
  readonly post: number;
  /** The value that is expected of it: the sum over heads of worth x what is expected. */
  readonly value: number;
  /** [heads] what is expected of each. */
  readonly heads: readonly number[];
  /** Name of the source that had it furthest ahead. */
  readonly source: string;
  /** The chance with which it stands in this place. */
  readonly propensity: number;
  /** The reader saw it before: why it is back. */
  readonly back?: 'new-comments';
  readonly explanation?: FeedExplanation;
}

export interface FeedExplanation {
  /** Its place in each source that gave it, first place 0. */
  readonly sources: readonly { readonly source: string; readonly place: number }[];
  /** What each head adds to its value, strongest first. */
  readonly contributions: readonly { readonly head: string; readonly value: number }[];
  /** Its place before and after each step, from 0; -1 = not in the list. */
  readonly steps: readonly { readonly step: string; readonly before: number; readonly after: number }[];
}

/**
 * gone          it is no more
 * not-yet       it is published later
 * earlier-page  it was on an earlier page
 * seen          the reader saw it, and it has too few new comments
 * muted         he sees nothing more of its author
 * hidden        he sees nothing more on its topic
 * too-old       it is beyond the age of the design
 * flagged       its flag says that it must not be shown
 */
export type Unshowable =
  | 'gone'
  | 'not-yet'
  | 'earlier-page'
  | 'seen'
  | 'muted'
  | 'hidden'
  | 'too-old'
  | 'flagged';

/**
 * not-gathered  no source gave it, or there were enough before it
 * left-out      the step `step` dropped it
 * too-low       it came to place `place`, below the last that is shown
 */
export interface FeedMissing {
  readonly post: number;
  readonly because: Unshowable | 'not-gathered' | 'left-out' | 'too-low';
  readonly step?: string;
  readonly place?: number;
}
