import { expect, test } from 'vitest';
import type { KnownFeed } from '../../../src/recipe/feed/known-feed.ts';
import { PAGE_FEATURES, pageBlocks } from '../../../src/recipe/feed/page-features.ts';
import { matrix } from '../../../src/table/matrix.ts';
import { rules } from './made-log.ts';

test('a page tells where a post stands and what of its author and topic stands above; ranked, all stand first', () => {
  const known = {
    authorOf: (post: number) => [0, 0, 1, -1][post]!,
    topicOf: () => 7,
  } as Partial<KnownFeed> as KnownFeed;
  const blocks = pageBlocks(rules);
  expect(blocks.flatMap(({ columns }) => columns.map(({ name }) => name))).toEqual(PAGE_FEATURES);
  const written = (position: Int16Array | null): number[][] => {
    const out = matrix(4, blocks.length);
    const moment = { reader: 0, posts: Int32Array.of(0, 1, 2, 3), context: {}, position, now: 0 };
    blocks.forEach((block, at) => {
      block.write(known, moment, out, at, 0);
    });
    return blocks.map((_, c) => [...out.data.subarray(4 * c, 4 * c + 4)]);
  };
  expect(written(null)).toEqual([Array(4).fill(0), Array(4).fill(0), Array(4).fill(0)]);
  expect(written(Int16Array.of(0, 1, 2, 3))).toEqual([
    [0, 1, 2, 3].map(Math.log1p),
    [0, 1, 0, 0],
    [0, 1, 2, 3],
  ]);
  // Of drawn rows nobody knows where they stood.
  expect(
    written(Int16Array.of(-1, -1, -1, -1))
      .flat()
      .every(Number.isNaN),
  ).toBe(true);
});
