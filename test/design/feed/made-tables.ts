import type { FeedInput } from '../../../src/design/feed/input.ts';
import type { InferredFeedTables } from '../../../src/design/feed/resolve-tables.ts';
import type { DesignFile, DesignPath } from '../../../src/design/file.ts';
import { column } from '../made.ts';

const TYPES = ['comment', 'dwell', 'hide', 'impression', 'like', 'mute', 'open'];

/** A log of a feed with impressions, as the engine would infer its columns. */
export const TOWN: InferredFeedTables = {
  events: [
    column('readerId', 'identifier', { distinct: 500 }),
    column('postId', 'identifier', { distinct: 900 }),
    column('type', 'nominal', {
      values: TYPES,
      counts: [100, 2000, 60, 20_000, 400, 30, 2000],
      distinct: TYPES.length,
    }),
    column('at', 'timestamp'),
    column('value', 'continuous', { distinct: 900 }),
    column('requestId', 'identifier', { distinct: 2000 }),
    column('position', 'discrete', { distinct: 20 }),
    column('propensity', 'continuous', { distinct: 900 }),
    column('device', 'nominal', { values: ['desktop', 'phone'], distinct: 2 }),
  ],
  posts: [
    column('postId', 'identifier', { distinct: 900 }),
    column('publishedAt', 'timestamp'),
    column('authorId', 'identifier', { distinct: 80 }),
    column('topic', 'nominal', { values: ['chess', 'tea'], distinct: 2 }),
    column('text', 'text', { distinct: 900 }),
    column('length', 'discrete', { distinct: 300 }),
    column('spam', 'continuous', { distinct: 300 }),
  ],
  readers: [
    column('readerId', 'identifier', { distinct: 500 }),
    column('language', 'nominal', { values: ['de', 'en'], distinct: 2 }),
  ],
  follows: [column('readerId', 'identifier'), column('authorId', 'identifier'), column('since', 'timestamp')],
  friends: null,
};

/** A design as if read from town.design.json; a place names the path in its file. */
export const fileOf = (input: Partial<FeedInput> = {}): DesignFile<FeedInput> => ({
  input: {
    kind: 'feed',
    data: { events: 'events.jsonl', posts: 'posts.jsonl', readers: 'readers.csv', follows: 'follows.csv' },
    ...input,
  },
  path: 'town.design.json',
  sha256: '0'.repeat(64),
  locate: (at: DesignPath) => ({ file: at.join('/'), line: 1, column: 1 }),
});
