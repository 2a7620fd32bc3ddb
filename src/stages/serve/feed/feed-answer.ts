import type { FeedExplanation, FeedMissing } from '../../../contracts/feed-page.ts';
import type { PageAnswer, PageInput } from '../page-input.ts';

/** What a client asks of a feed. */
export interface FeedInput extends PageInput {
  /** Absent or unknown: somebody of whom nothing is known. */
  readonly reader?: string;
}

/** The answer: posts, best first. */
export interface FeedAnswer extends PageAnswer {
  readonly posts: readonly FeedPost[];
  /** By head, what one of each was worth. */
  readonly worth: Readonly<Record<string, number>>;
  readonly missing?: readonly MissingPost[];
}

export interface FeedPost {
  readonly post: string;
  /** What is expected of it, in the unit of the objective. */
  readonly value: number;
  /** By head, what is expected; empty on a plain page. */
  readonly heads: Readonly<Record<string, number>>;
  /** Name of the source that had it furthest ahead. */
  readonly source: string;
  /** The chance with which it stands in this place. */
  readonly propensity: number;
  /** Why a post that was seen is back: "new-comments". */
  readonly back?: string;
  readonly explanation?: FeedExplanation;
}

/** unknown = no post of that id was ever there; else see FeedMissing. */
export interface MissingPost extends Omit<FeedMissing, 'post' | 'because'> {
  readonly post: string;
  readonly because: FeedMissing['because'] | 'unknown';
}

/** A tie between two, as a client tells it. */
export interface TieInput {
  /** follow: reader `from` follows author `to`. friend: both are readers. */
  readonly tie: 'follow' | 'friend';
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970, or ISO 8601; absent = now. */
  readonly since?: number | string;
  /** 0..1, of friends. */
  readonly closeness?: number;
  readonly gone?: boolean;
}
