import { KnownFeed } from '../../../src/recipe/feed/known-feed.ts';
import { itemsOf } from '../../../src/table/catalogue.ts';
import { type Column, categoryColumn, numberColumn } from '../../../src/table/column.ts';
import type { Schema } from '../../../src/table/schema.ts';
import { HOUR, rules, T0, TYPES } from './made-log.ts';

export { HOUR, T0 };

export interface MadePost {
  readonly id: string;
  readonly at: number;
  readonly author?: string;
  readonly topic?: string;
  readonly vector?: readonly [number, number];
}

/** What is known of some posts, to which things are told one by one. */
export function knownOf(posts: readonly MadePost[]) {
  const schema: Schema = [
    { name: 'author', type: 'nominal', dictionary: [] },
    { name: 'topic', type: 'nominal', dictionary: [] },
    { name: 'v0', type: 'continuous' },
    { name: 'v1', type: 'continuous' },
  ];
  const columns = new Map<string, Column>([
    ['author', categoryColumn(new Int32Array(0), [])],
    ['topic', categoryColumn(new Int32Array(0), [])],
    ['v0', numberColumn(new Float64Array(0))],
    ['v1', numberColumn(new Float64Array(0))],
  ]);
  const known = new KnownFeed({
    rules,
    types: TYPES,
    texts: null,
    posts: [],
    catalogue: itemsOf({ rows: 0, schema, columns }),
    readers: [],
    readerAttributes: null,
  });
  for (const { id, at, author = null, topic = null, vector = [0, 0] } of posts)
    known.putPost(id, { author, topic, v0: vector[0], v1: vector[1] }, at);
  return {
    known,
    /** When the next thing happens; each is a second later. */
    at: T0 + 10 * HOUR,
    did(reader: string, type: string, post: string): void {
      this.at += 1000;
      const event = { type, at: this.at, seenAt: this.at, value: Number.NaN };
      known.act({ ...event, reader: known.readerOf(reader), post: known.postTable.items.find(post)! });
    },
    follow: (reader: string, author: string): void =>
      known.follows.add(known.readerOf(reader), known.postTable.authorCode(author), T0, Number.NaN),
    befriend: (a: string, b: string): void =>
      known.befriend(known.readerOf(a), known.readerOf(b), T0, Number.NaN),
  };
}
