import type { Exposure } from './exposure.ts';
import type { Town } from './town.ts';

/** What a feed has done to the readers until now. One for each ranking that is tried. */
export interface Past {
  /** By reader: fresh posts shown, groups shown of posts that tell the same, authors followed. */
  readonly shown: readonly Set<number>[];
  readonly groups: readonly Set<number>[];
  readonly follows: readonly Set<number>[];
  /** By post: who liked it. */
  readonly likers: Map<number, Set<number>>;
}

export const startPast = (town: Town): Past => ({
  shown: Array.from({ length: town.readers.count }, () => new Set<number>()),
  groups: Array.from({ length: town.readers.count }, () => new Set<number>()),
  follows: town.graph.follows.map((authors) => new Set(authors)),
  likers: new Map(),
});

/** The past goes on for each ranking by itself. */
export const copyPast = (past: Past): Past => ({
  shown: past.shown.map((s) => new Set(s)),
  groups: past.groups.map((s) => new Set(s)),
  follows: past.follows.map((s) => new Set(s)),
  likers: new Map([...past.likers].map(([post, readers]) => [post, new Set(readers)])),
});

/** Nobody is shown a post that is no longer fresh, so that it need not be remembered. first: the oldest fresh post. */
export function forgetBefore(past: Past, first: number): void {
  for (const shown of past.shown) for (const post of shown) if (post < first) shown.delete(post);
}

/** What a reader knows of a post when he looks at it. above: the slate, of which the first `position` stand above it. */
export function exposureOf(
  town: Town,
  past: Past,
  reader: number,
  above: ArrayLike<number>,
  position: number,
  post: number,
  out: Exposure,
): Exposure {
  const { author, topic, group } = town.posts;
  out.follows = past.follows[reader]!.has(author[post]!);
  out.repeat = past.groups[reader]!.has(group[post]!);
  out.friendLiked = likedByFriend(town, past, reader, post);
  out.sameTopic = 0;
  out.sameAuthor = 0;
  for (let i = 0; i < position; i++) {
    if (topic[above[i]!] === topic[post]) out.sameTopic++;
    if (author[above[i]!] === author[post]) out.sameAuthor++;
    if (group[above[i]!] === group[post]) out.repeat = true;
  }
  return out;
}

function likedByFriend(town: Town, past: Past, reader: number, post: number): boolean {
  const likers = past.likers.get(post);
  if (likers === undefined) return false;
  const friends = town.graph.friends[reader]!;
  for (const liker of likers) if (friends.has(liker)) return true;
  return false;
}
