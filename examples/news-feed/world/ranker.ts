import type { ToldEvent } from './rows.ts';
import type { Post, Reader, VisibleTown } from './visible.ts';
import type { FeedEvent } from './visit.ts';

/** A reader comes and wants posts. */
export interface FeedRequest {
  readonly reader: Reader;
  readonly at: number;
  readonly context: ToldEvent['context'];
  /** Fresh posts that he has not been shown, oldest first. */
  readonly candidates: readonly Post[];
  /** Posts wanted; how many of them he will scroll through is not known. */
  readonly count: number;
}

/** Whatever puts posts in order. It sees what a product sees, as it happens. */
export interface Ranker {
  /** Places in `candidates`, best first: `count` of them, or all where there are fewer. */
  order(request: FeedRequest): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** What readers do with its own slates, in the order of time, before the next request. */
  observe?(event: FeedEvent): void;
}

/** A ranker that can be tried in any town. */
export interface RankerMaker {
  readonly name: string;
  /** visible: what is known when the log ends. log: all its events, in the order of time. */
  start(visible: VisibleTown, log: readonly FeedEvent[]): Ranker | Promise<Ranker>;
}
