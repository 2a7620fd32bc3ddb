import type { FeedKnown } from './feed-known.ts';
import type { ParamSpecs } from './params.ts';

/** A place where posts for a reader come from: those whom he follows, what is popular now. It learns nothing. */
export interface FeedSource<P = unknown> {
  readonly room: 'feed-sources';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  /** Needs a table of the design that may not be there: then it is left out, and said so. */
  readonly needs?: readonly ('authors' | 'topics' | 'follows' | 'friends' | 'texts')[];
  /** Gives posts to a reader of whom nothing is known. */
  readonly coldReaders?: true;
  /**
   * Posts worth a look, best first, each once, to out; answers how many, at most out.length. What is gone, seen or muted
   * may be among them: leaving it out is up to the caller. Cost: of what it gives, not of all posts.
   */
  gather(known: FeedKnown, reader: number, now: number, params: P, out: Int32Array): number;
}
