import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FeedLog, FeedOccasions } from '../../../src/contracts/feed-log.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { feedDictionaries } from '../../../src/recipe/feed/feed-dictionaries.ts';
import { type FeedFeatures, feedFeatures } from '../../../src/recipe/feed/feed-features.ts';
import { KnownFeed } from '../../../src/recipe/feed/known-feed.ts';
import { fitPostPromise, openPostPromise } from '../../../src/recipe/feed/post-promise.ts';
import { replayFeatures } from '../../../src/recipe/feed/replay-features.ts';
import { LogReplay } from '../../../src/recipe/feed/replay-log.ts';
import { packKnown, unpackKnown } from '../../../src/recipe/feed/store-known.ts';
import { itemsOf } from '../../../src/table/catalogue.ts';
import { type Column, takeRows } from '../../../src/table/column.ts';
import { type Matrix, matrix } from '../../../src/table/matrix.ts';
import { rowValues } from '../../../src/table/row-values.ts';
import { madeLog, madeOccasions, rules } from './made-log.ts';

function featuresOf(log: FeedLog, occasions: FeedOccasions): FeedFeatures {
  const dictionaries = feedDictionaries(rules, log, occasions, occasions.size);
  const truth = rules.framing.heads.map((_, h) =>
    Float64Array.from(occasions.post, (p, r) => (p * r + h) % 2),
  );
  const promise = fitPostPromise(
    rules.framing.heads,
    rules,
    log,
    { ...occasions, truth },
    truth[0]!.length,
    quietRun(),
  );
  const schema = log.catalogue.attributes.schema;
  const told = promise && openPostPromise(promise);
  return feedFeatures(rules, schema, log.readerAttributes!.schema, dictionaries, told);
}

const replayed = (log: FeedLog, occasions: FeedOccasions, features: FeedFeatures): Matrix =>
  replayFeatures(log, occasions, features, new LogReplay(rules, log, null), quietRun());

/**
 * The same as it comes in service: posts, readers and ties are told when they come to be, so that they have other indices,
 * and at some places the program is killed, and goes on from what it kept.
 */
function served(
  log: FeedLog,
  occasions: FeedOccasions,
  features: FeedFeatures,
  restarts: readonly number[],
): Matrix {
  const { attributes } = log.catalogue;
  const none = new Map<string, Column>(
    [...attributes.columns].map(([name, column]) => [name, takeRows(column, new Int32Array(0))]),
  );
  const readerAttributes = log.readerAttributes!;
  let known = new KnownFeed({
    rules,
    types: log.types,
    texts: null,
    posts: [],
    catalogue: itemsOf({ rows: 0, schema: attributes.schema, columns: none }),
    readers: [],
    readerAttributes: {
      rows: 0,
      schema: readerAttributes.schema,
      columns: new Map(
        [...readerAttributes.columns].map(([name, column]) => [name, takeRows(column, new Int32Array(0))]),
      ),
    },
  });
  const reader = (r: number) =>
    known.readers.find(log.readers[r]!) ?? known.putReader(log.readers[r]!, rowValues(readerAttributes, r));
  const put = (p: number) =>
    known.putPost(log.posts[p]!, rowValues(attributes, p) as never, log.catalogue.addedAt[p]!);
  const come = new Set<number>();
  let [follows, friends, events] = [0, 0, 0];
  const comeTo = (instant: number) => {
    log.posts.forEach((_, p) => {
      if (come.has(p) || log.catalogue.addedAt[p]! > instant) return;
      come.add(p);
      put(p);
    });
    for (; log.follows.since[follows]! <= instant; follows++)
      known.follows.add(
        reader(log.follows.from[follows]!),
        known.postTable.authorCode(`a${log.follows.to[follows]}`),
        log.follows.since[follows]!,
        Number.NaN,
      );
    for (; log.friends.since[friends]! <= instant; friends++)
      known.befriend(
        reader(log.friends.from[friends]!),
        reader(log.friends.to[friends]!),
        log.friends.since[friends]!,
        log.friends.closeness[friends]!,
      );
  };
  const advance = (before: number, until: number) => {
    for (; events < before; events++) {
      comeTo(log.at[events]!);
      known.act({
        type: log.types[log.type[events]!]!,
        reader: reader(log.reader[events]!),
        post: known.postTable.items.find(log.posts[log.post[events]!]!)!,
        at: log.at[events]!,
        seenAt: log.at[events]!,
        value: log.value[events]!,
      });
      if (restarts.includes(events)) known = unpackKnown(packKnown(known), rules, null);
    }
    comeTo(until);
  };
  const out = matrix(occasions.start[occasions.size]!, features.columns.length);
  for (let o = 0; o < occasions.size; o++) {
    advance(occasions.before[o]!, occasions.at[o]!);
    const [from, to] = [occasions.start[o]!, occasions.start[o + 1]!];
    const posts = occasions.post
      .subarray(from, to)
      .map((p) => known.postTable.items.find(log.posts[p]!) ?? put(p));
    const context = occasions.moment[o]! < 0 ? {} : rowValues(log.context, occasions.moment[o]!);
    const moment = { reader: reader(occasions.reader[o]!), posts, context, now: occasions.at[o]! };
    features.write(known, { ...moment, position: occasions.position.subarray(from, to) }, out, from);
  }
  return out;
}

describe('what is known of a feed', () => {
  test('gives a replay of the log, a live feed and one that is killed at random the same features, to the last bit', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat({ max: 200 }), { maxLength: 3 }), (seed, restarts) => {
        const log = madeLog(seed, { events: 200 });
        // Posts that a page shows are there: a live feed could not know of others.
        const made = madeOccasions(log, seed + 1);
        const there = made.post.map((p, row) => {
          const o = Math.floor(row / 4);
          return log.catalogue.addedAt[p]! > made.at[o]! ? p % 5 : p;
        });
        const occasions = { ...made, post: there };
        const features = featuresOf(log, occasions);
        const batch = replayed(log, occasions, features);
        expect(served(log, occasions, features, restarts).data).toEqual(batch.data);
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  test('goes on from a state as if it had never stopped, and gives equal bytes for equal folds', () => {
    const log = madeLog(3);
    const [one, two] = [new LogReplay(rules, log, null), new LogReplay(rules, log, null)];
    one.advance(200, log.at[199]!);
    two.advance(120, log.at[119]!);
    two.advance(200, log.at[199]!);
    const bytes = packKnown(one.known);
    expect(packKnown(two.known)).toEqual(bytes);
    expect(packKnown(unpackKnown(bytes, rules, null))).toEqual(bytes);
  });
});

/** The same log with every event from a place on turned into something else, and then some. */
function withOtherFuture(log: FeedLog, from: number): FeedLog {
  const change = <A extends { slice(): A; length: number; [i: number]: number }>(
    values: A,
    to: (v: number) => number,
  ) => {
    const out = values.slice();
    for (let e = from; e < out.length; e++) out[e] = to(out[e]!);
    return out;
  };
  return {
    ...log,
    type: change(log.type, () => 1),
    reader: change(log.reader, (r) => (r + 1) % log.readers.length),
    post: change(log.post, () => 0),
    at: change(log.at, (at) => at + 1),
    value: change(log.value, () => 1000),
  };
}

/** Whether a row of an occasion changes when only what comes after it does. */
function leaks(log: FeedLog, occasions: FeedOccasions, featuresIn: (log: FeedLog) => FeedFeatures): boolean {
  const one = replayed(log, occasions, featuresIn(log));
  for (const o of [0, 5, 11, 19]) {
    const future = withOtherFuture(log, occasions.before[o]!);
    const other = replayed(future, occasions, featuresIn(future));
    const rows = occasions.start[o + 1]!;
    for (let c = 0; c < one.cols; c++)
      for (let row = 0; row < rows; row++)
        if (!Object.is(one.data[c * one.rows + row], other.data[c * one.rows + row])) return true;
  }
  return false;
}

describe('the future', () => {
  const log = madeLog(7);
  const occasions = madeOccasions(log, 8);
  const features = featuresOf(log, occasions);
  /** Counts the opens of a post in the whole log, as a careless join would. */
  const careless = ({ type, post }: FeedLog): FeedFeatures => ({
    columns: [...features.columns, { name: 'post.opens.ever', source: 'open' }],
    write(known, moment, out, row0) {
      features.write(known, moment, out, row0);
      moment.posts.forEach((shown, i) => {
        const opens = type.filter((t, e) => t === 1 && post[e] === shown).length;
        out.data[features.columns.length * out.rows + row0 + i] = opens;
      });
    },
  });

  test('changes nothing of what is learned from', () => {
    expect(leaks(log, occasions, () => features)).toBe(false);
  });

  test('is found out where a feature looks at it', () => {
    expect(leaks(log, occasions, careless)).toBe(true);
  });
});

test('features have names of their own, and tell codes of what training met', () => {
  const log = madeLog(2);
  const occasions = madeOccasions(log, 3);
  const { columns } = featuresOf(log, occasions);
  expect(new Set(columns.map((c) => c.name)).size).toBe(columns.length);
  expect(columns.filter((c) => c.cardinality !== undefined).map((c) => c.name)).toEqual([
    'post:author',
    'post:topic',
    'post:language',
    'reader',
    'reader:language',
    'context:device',
  ]);
});
