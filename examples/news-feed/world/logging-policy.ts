import { chance } from './chance.ts';
import type { Past } from './past.ts';
import type { Session } from './sessions.ts';
import { DAY_MS, HOUR_MS } from './time.ts';
import { SHOWN_FOR_MS, type Town } from './town.ts';
import type { FeedEvent } from './visit.ts';

/** A slate, and by what chance each post came to its place after those above it. */
export interface LoggedSlate {
  readonly posts: readonly number[];
  readonly propensities: readonly number[];
}

export interface LoggingPolicy {
  slate(past: Past, session: Session): LoggedSlate;
  /** Popularity goes by opens. */
  observe(event: FeedEvent): void;
  /** The oldest post that is still fresh. */
  readonly firstFresh: number;
}

/** Each place is given to the newest, to the most popular, or to any post with the same chance, in these shares. */
const SHARES = { newest: 0.4, popular: 0.35, any: 0.25 } as const;
/** Opens count half after six hours; what is popular is looked up once an hour. */
const HALF_LIFE_MS = DAY_MS / 4;

/** How the feed ranks before anything is learned: simple, but with exploration whose chances are told. */
export function startLoggingPolicy(town: Town): LoggingPolicy {
  const { posts, seed } = town;
  const heat = new Float64Array(posts.count);
  let [first, end, hour] = [0, 0, -1];
  let ranked = new Int32Array(0);

  const moveTo = (at: number): void => {
    while (end < posts.count && posts.at[end]! <= at) end++;
    while (first < end && posts.at[first]! <= at - SHOWN_FOR_MS) first++;
    if (Math.floor(at / HOUR_MS) === hour) return;
    hour = Math.floor(at / HOUR_MS);
    ranked = Int32Array.from({ length: end - first }, (_, i) => first + i).sort(
      (a, b) => heat[b]! - heat[a]! || b - a,
    );
  };

  return {
    slate(past, session) {
      moveTo(session.at);
      const shown = past.shown[session.reader]!;
      const used = new Set<number>();
      const free = (post: number): boolean => post >= first && !shown.has(post) && !used.has(post);
      let left = end - first;
      for (const post of shown) if (post >= first) left--;
      let [newest, popular] = [end - 1, 0];
      const slate = { posts: [] as number[], propensities: [] as number[] };
      while (slate.posts.length < session.depth && left > 0) {
        while (!free(newest)) newest--;
        while (popular < ranked.length && !free(ranked[popular]!)) popular++;
        // Posts of the last hour are not ranked yet: where nothing else is left, the newest is taken.
        const hot = popular < ranked.length ? ranked[popular]! : newest;
        const place = slate.posts.length;
        const u = chance(seed, session.id, place, 0x109);
        let post = u < SHARES.newest ? newest : hot;
        if (u >= 1 - SHARES.any)
          for (let draw = 0; ; draw++) {
            post = first + Math.floor((end - first) * chance(seed, session.id, place, 0x200 + draw));
            if (free(post)) break;
          }
        used.add(post);
        slate.posts.push(post);
        slate.propensities.push(
          (post === newest ? SHARES.newest : 0) + (post === hot ? SHARES.popular : 0) + SHARES.any / left,
        );
        left--;
      }
      return slate;
    },
    observe({ action, at, post }) {
      // A log scale would do as well: counts from later weigh more, and none need be decayed.
      if (action === 'open') heat[post]! += 2 ** ((at - town.startAt) / HALF_LIFE_MS);
    },
    get firstFresh() {
      return first;
    },
  };
}
