import type { StepChoice } from '../../contracts/design.ts';
import type { FeedSource } from '../../contracts/feed-source.ts';
import { fail } from '../../errors/fail.ts';
import { fresh } from '../../feed-sources/fresh.ts';
import { feedSources } from '../../feed-sources/index.ts';
import { popularNow } from '../../feed-sources/popular-now.ts';
import { NumberSet } from '../../kernels/number-set.ts';
import type { KnownFeed } from './known-feed.ts';
import type { ShowFilter } from './show-filter.ts';

/** Posts that are worth scoring for a reader. */
export interface GatheredPosts {
  /** Each once. */
  readonly post: Int32Array;
  /** Source that had it furthest ahead, and its place there. */
  readonly source: readonly string[];
  readonly place: Int32Array;
  /** Posts that the reader saw before, and that come back. */
  readonly back: ReadonlySet<number>;
  /** What each source gave, before filters, best first; all of it where that was asked for. */
  readonly lists: readonly { readonly source: string; readonly posts: Int32Array }[];
}

/** Of what a source gives, so many times the candidates are looked at: much of it may be seen already. */
const DEEPER = 2;
/** Of what a source gives, so many times its part of the candidates is asked for at first: as a rule that is enough. */
const ENOUGH = 3;
/** Sources that fill up what others leave: a reader who saw all that he follows is shown something else. */
const FILLING: readonly FeedSource[] = [popularNow, fresh];

interface LaidOut {
  readonly source: FeedSource;
  readonly params: unknown;
  readonly room: Int32Array;
}

/** Lays the sources of a design out to gather. Throws 'artifact/incompatible' when one is not in the room. */
export function postGatherer(sources: readonly StepChoice[], candidates: number) {
  const named = sources.map(({ name, params }): LaidOut => {
    const source = feedSources.find((s) => s.name === name);
    if (source === undefined)
      throw fail('artifact/incompatible', { kind: 'feed source', name, wants: 1, has: null });
    return { source, params, room: new Int32Array(DEEPER * candidates) };
  });
  const missing = FILLING.filter(({ name }) => named.every(({ source }) => source.name !== name));
  const filling = missing.map((source): LaidOut => {
    return { source, params: { ofOneAuthor: 1000 }, room: new Int32Array(DEEPER * candidates) };
  });
  const checked = new NumberSet(DEEPER * candidates);

  /**
   * The best of each source in turn, of those that may be shown, until there are `candidates`. Cost: of what the sources
   * give.
   *
   * @param whole whether `lists` shall be all that sources give, rather than what was looked at
   */
  return (
    known: KnownFeed,
    reader: number,
    now: number,
    filter: ShowFilter,
    whole: boolean,
  ): GatheredPosts => {
    const post: number[] = [];
    const source: string[] = [];
    const place: number[] = [];
    const back = new Set<number>();
    checked.clear();
    const offer = (from: string, at: number, found: number): void => {
      if (!checked.add(found)) return;
      const said = filter(found);
      if (said === 'back') back.add(found);
      else if (said !== null) return;
      post.push(found);
      source.push(from);
      place.push(at);
    };
    const take = (parts: readonly LaidOut[]): SourceList[] => {
      const first = whole
        ? DEEPER * candidates
        : Math.ceil((ENOUGH * candidates) / Math.max(1, parts.length));
      const lists = parts.map((part) => new SourceList(part, known, reader, now, first));
      for (let at = 0, some = true; some; at++) {
        some = false;
        for (const list of lists) {
          if (post.length === candidates) return lists;
          const found = list.at(at);
          if (found < 0) continue;
          some = true;
          offer(list.source, at, found);
        }
      }
      return lists;
    };
    const lists = take(named);
    if (post.length < candidates) lists.push(...take(filling));
    return { post: Int32Array.from(post), source, place: Int32Array.from(place), back, lists };
  };
}

/** What a source gives, asked for in two steps: a shorter list is the beginning of a longer one. */
class SourceList {
  posts: Int32Array;
  readonly source: string;
  readonly #gather: (most: number) => Int32Array;
  #asked: number;
  readonly #most: number;

  constructor(
    { source, params, room }: LaidOut,
    known: KnownFeed,
    reader: number,
    now: number,
    first: number,
  ) {
    this.source = source.name;
    this.#gather = (most) =>
      room.subarray(0, source.gather(known, reader, now, params, room.subarray(0, most)));
    this.#most = room.length;
    this.#asked = Math.min(first, room.length);
    this.posts = this.#gather(this.#asked);
  }

  /** The post at a place of the list, -1 = it has ended. */
  at(place: number): number {
    if (place === this.posts.length && place === this.#asked && this.#asked < this.#most) {
      this.#asked = this.#most;
      this.posts = this.#gather(this.#most);
    }
    return this.posts[place] ?? -1;
  }
}
