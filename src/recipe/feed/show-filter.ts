import type { FeedRequest, Unshowable } from '../../contracts/feed-page.ts';
import { HOUR_MS } from './feature-blocks.ts';
import type { KnownFeed } from './known-feed.ts';

/** Whether a reader may be shown a post: null, "back" where he saw it before, or why not. */
export type ShowFilter = (post: number) => Unshowable | 'back' | null;

/** What the filters of a design say, for one request. O(posts of earlier pages) once, then O(1) or a look at what was seen. */
export function showFilter(
  known: KnownFeed,
  { reader, now, before }: Pick<FeedRequest, 'reader' | 'now' | 'before'>,
): ShowFilter {
  const { backAfterComments, mostAgeHours, flag } = known.rules.filters;
  const { live, addedAt, attributes } = known.posts;
  const earlier = new Set(before);
  const flags = flag === null ? undefined : attributes.columns.get(flag);
  const flagged = (post: number): boolean => {
    if (flags?.form === 'number') return flags.values[post]! >= 0.5;
    // Of a boolean the second value is the true one.
    return flags?.form === 'category' && flags.codes[post] === 1;
  };
  const oldest = mostAgeHours === null ? -Infinity : now - mostAgeHours * HOUR_MS;
  return (post) => {
    if (live[post] !== 1) return 'gone';
    if (addedAt[post]! > now) return 'not-yet';
    if (earlier.has(post)) return 'earlier-page';
    if (addedAt[post]! < oldest) return 'too-old';
    if (flagged(post)) return 'flagged';
    if (known.muted(reader, known.authorOf(post))) return 'muted';
    if (known.hidden(reader, known.topicOf(post))) return 'hidden';
    if (Number.isNaN(known.seenAt(reader, post))) return null;
    const fresh = known.comments(post) - known.commentsWhenSeen(reader, post);
    return backAfterComments !== null && fresh >= backAfterComments ? 'back' : 'seen';
  };
}
