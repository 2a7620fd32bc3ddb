import type { FeedPage } from '../../../contracts/feed-page.ts';
import type { LiveItems } from '../../../recipe/live-items.ts';
import type { FeedPost, MissingPost } from './feed-answer.ts';
import type { PageMaker } from './make-page.ts';

/** A page in the words of clients: ids in place of indices, heads by name. */
export const postsOf = ({ entries }: FeedPage, { version, live }: PageMaker): FeedPost[] =>
  entries.map(({ post, heads, ...rest }) => ({
    post: live.known.postTable.items.ids[post]!,
    ...rest,
    heads: Object.fromEntries(heads.map((value, h) => [version.fitted.heads[h]!.name, value])),
  }));

/** Why posts that were asked about are not shown; those that are shown are left out. */
export function missingPosts(
  why: readonly { readonly id: string; readonly post: number | undefined }[],
  { missing = [] }: FeedPage,
  { ids }: LiveItems,
): MissingPost[] {
  const unknown = why
    .filter(({ post }) => post === undefined)
    .map(({ id }): MissingPost => ({ post: id, because: 'unknown' }));
  return [...missing.map(({ post, ...rest }) => ({ ...rest, post: ids[post]! })), ...unknown];
}
