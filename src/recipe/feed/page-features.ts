import type { FeedRules } from './event-roles.ts';
import { type FeatureBlock, rowBlock } from './feature-blocks.ts';
import type { KnownFeed } from './known-feed.ts';

const POSITION = 'moment:position';
/** How many posts of the same author, and on the same topic, stand above. */
export const SAME_AUTHOR = 'page:sameAuthor';
export const SAME_TOPIC = 'page:sameTopic';

/**
 * What the page itself does to a post, whatever it is: where it stands, and what stands above it. Learned from pages that
 * were shown; when posts are ranked all are as if they stood first, which is 0 of each.
 */
export const PAGE_FEATURES: readonly string[] = [POSITION, SAME_AUTHOR, SAME_TOPIC];

export function pageBlocks({ data: { posts } }: FeedRules): FeatureBlock[] {
  return [
    positionBlock,
    ...(posts.author === null ? [] : [aboveBlock(SAME_AUTHOR, (known, post) => known.authorOf(post))]),
    ...(posts.topic === null ? [] : [aboveBlock(SAME_TOPIC, (known, post) => known.topicOf(post))]),
  ];
}

/** On a log scale: the tenth place differs from the ninth far less than the second from the first. */
const positionBlock = rowBlock([POSITION], (_, { position }) => (__, row, values) => {
  const place = position === null ? 0 : position[row]!;
  values[0] = place < 0 ? Number.NaN : Math.log1p(place);
});

/** Posts of a page come in the order in which they stood. */
const aboveBlock = (name: string, of: (known: KnownFeed, post: number) => number): FeatureBlock =>
  rowBlock([name], (known, { position }) => {
    const above = new Map<number, number>();
    return (post, row, values) => {
      values[0] = 0;
      if (position === null) return;
      const code = of(known, post);
      const before = above.get(code) ?? 0;
      above.set(code, before + 1);
      // Drawn pages have no order: nothing stood above anything.
      values[0] = position[row]! < 0 ? Number.NaN : code < 0 ? 0 : before;
    };
  });
