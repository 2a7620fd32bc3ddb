import type { StepChoice } from '../../contracts/design.ts';
import type { FeedSource } from '../../contracts/feed-source.ts';
import { fail } from '../../errors/fail.ts';
import { fresh } from '../../feed-sources/fresh.ts';
import { feedSources } from '../../feed-sources/index.ts';
import { popularNow } from '../../feed-sources/popular-now.ts';
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
  /** What each source gave, before filters, best first. */
  readonly lists: readonly { readonly source: string; readonly posts: Int32Array }[];
}

/** Of what a source gives, so many times the candidates are looked at: much of it may be seen already. */
const DEEPER = 2;
/** Sources that fill up what others leave: a reader who saw all that he follows is shown something else. */
const FILLING: readonly FeedSource[] = [popularNow, fresh];

/** Lays the sources of a design out to gather. Throws 'artifact/incompatible' when one is not in the room. */
export function postGatherer(sources: readonly StepChoice[], candidates: number) {
  const named = sources.map(({ name, params }) => {
    const source = feedSources.find((s) => s.name === name);
    if (source === undefined)
      throw fail('artifact/incompatible', { kind: 'feed source', name, wants: 1, has: null });
    return { source, params, room: new Int32Array(DEEPER * candidates) };
  });
  const missing = FILLING.filter(({ name }) => named.every(({ source }) => source.name !== name));
  const filling = missing.map((source) => ({
    source,
    params: { ofOneAuthor: 1000 },
    room: new Int32Array(DEEPER * candidates),
  }));

  /**
   * The best of each source in turn, of those that may be shown, until there are `candidates`. Cost: of what the sources
   * give.
   */
  return (known: KnownFeed, reader: number, now: number, filter: ShowFilter): GatheredPosts => {
    const gathered = new Map<number, { source: string; place: number }>();
    const back = new Set<number>();
    const checked = new Set<number>();
    const take = (parts: typeof named): { source: string; posts: Int32Array }[] => {
      const lists = parts.map(({ source, params, room }) => ({
        source: source.name,
        posts: room.subarray(0, source.gather(known, reader, now, params, room)),
      }));
      const longest = Math.max(0, ...lists.map(({ posts }) => posts.length));
      for (let place = 0; place < longest && gathered.size < candidates; place++)
        for (const { source, posts } of lists) {
          if (place >= posts.length || gathered.size === candidates) continue;
          const post = posts[place]!;
          if (checked.has(post)) continue;
          checked.add(post);
          const said = filter(post);
          if (said === 'back') back.add(post);
          if (said === null || said === 'back') gathered.set(post, { source, place });
        }
      return lists;
    };
    const lists = take(named);
    if (gathered.size < candidates) lists.push(...take(filling));
    const all = [...gathered];
    return {
      post: Int32Array.from(all, ([post]) => post),
      source: all.map(([, { source }]) => source),
      place: Int32Array.from(all, ([, { place }]) => place),
      back,
      lists,
    };
  };
}
