import type { FeedEdges, FeedLog } from '../../contracts/feed-log.ts';
import type { FeedRules } from './event-roles.ts';
import { KnownFeed } from './known-feed.ts';
import type { OpenTexts } from './post-vectors.ts';

/**
 * Goes through a log: folds its events, posts and ties in the order in which they came to be. Of what shares an instant
 * posts come first, then ties, then events.
 */
export class LogReplay {
  readonly known: KnownFeed;
  readonly #log: FeedLog;
  readonly #published: Int32Array;
  #events = 0;
  #posts = 0;
  #follows = 0;
  #friends = 0;

  constructor(rules: FeedRules, log: FeedLog, texts: OpenTexts | null) {
    this.#log = log;
    const { types, posts, catalogue, readers, readerAttributes } = log;
    this.known = new KnownFeed({ rules, types, texts, posts, catalogue, readers, readerAttributes });
    const { addedAt } = catalogue;
    // Posts of which nobody knows when are there from the start.
    const instant = (post: number): number => (Number.isNaN(addedAt[post]!) ? -Infinity : addedAt[post]!);
    this.#published = Int32Array.from({ length: posts.length }, (_, post) => post).sort((a, b) => {
      const [x, y] = [instant(a), instant(b)];
      return x === y ? a - b : x - y;
    });
  }

  /** Fold the events before this place of the log, and what came to be until an instant. Both only go forward. */
  advance(before: number, until: number): void {
    const { type, types, reader, post, at, value } = this.#log;
    for (; this.#events < before; this.#events++) {
      const e = this.#events;
      this.#comeTo(at[e]!);
      this.known.act({
        type: types[type[e]!]!,
        reader: reader[e]!,
        post: post[e]!,
        at: at[e]!,
        seenAt: at[e]!,
        value: value[e]!,
      });
    }
    this.#comeTo(until);
  }

  /** Publish posts and make ties of until then. */
  #comeTo(instant: number): void {
    const { catalogue, follows, friends } = this.#log;
    for (; this.#posts < this.#published.length; this.#posts++) {
      const post = this.#published[this.#posts]!;
      if (catalogue.addedAt[post]! > instant) break;
      this.known.publish(post);
    }
    this.#follows = eachUntil(follows, this.#follows, instant, (from, to, since, closeness) =>
      this.known.follows.add(from, to, since, closeness),
    );
    this.#friends = eachUntil(friends, this.#friends, instant, (from, to, since, closeness) =>
      this.known.befriend(from, to, since, closeness),
    );
  }
}

function eachUntil(
  { from, to, since, closeness }: FeedEdges,
  start: number,
  instant: number,
  visit: (from: number, to: number, since: number, closeness: number) => void,
): number {
  let e = start;
  for (; e < since.length && since[e]! <= instant; e++) visit(from[e]!, to[e]!, since[e]!, closeness[e]!);
  return e;
}
