import type { Catalogue } from '../table/catalogue.ts';

/** Numbers in a list that grows and forgets: `at(0)` is the newest. */
export interface NewestFirst {
  readonly length: number;
  at(i: number): number;
}

/**
 * What is known of readers, posts and authors at a moment: a fold over the events until then. Training comes by it by
 * going through the log, serving by folding each event as it comes; it is one code, so both see the same.
 *
 * All are indices: readers and posts in the order in which they came to be known, authors and topics as codes of their
 * columns in the catalogue. -1 = none. Nobody may change what it gives.
 */
export interface FeedKnown {
  readonly posts: Catalogue;
  authorOf(post: number): number;
  topicOf(post: number): number;
  /** Thread, or group of posts that say the same. */
  groupOf(post: number): number;
  /** Posts that have been published, newest first: all, of an author, on a topic. May hold some that are gone. */
  newest(): NewestFirst;
  newestBy(author: number): NewestFirst;
  newestOn(topic: number): NewestFirst;
  /** Posts by what readers took to lately, best first. May hold some that are gone. */
  popular(): NewestFirst;
  /** Authors whom the reader follows, and his friends, in the order in which it came to be. */
  followed(reader: number): Int32Array;
  friends(reader: number): Int32Array;
  /** Posts that the reader took to (opened, liked ...), newest first; one may be there several times. */
  liked(reader: number): NewestFirst;
  /** Readers who took to a post, newest first; one may be there several times. */
  tookTo(post: number): NewestFirst;
  /** When the reader was last shown a post; NaN = never, or it is forgotten. */
  seenAt(reader: number, post: number): number;
  /** Comments of a post when the reader was last shown it; those that it has now. */
  commentsWhenSeen(reader: number, post: number): number;
  comments(post: number): number;
  muted(reader: number, author: number): boolean;
  hidden(reader: number, topic: number): boolean;
  /** What an aggregate of the design comes to, by its name. NaN = missing. Allocates nothing. */
  aggregate(
    name: string,
    of: { reader?: number; post?: number; author?: number; topic?: number },
    now: number,
  ): number;
  /** Likeness of the text (or vector) of two posts, and of a post to what the reader took to: -1..1, 0 where nothing is known. */
  alike(a: number, b: number): number;
  fits(reader: number, post: number): number;
}
