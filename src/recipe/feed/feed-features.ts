import type { FittedFeed } from '../../contracts/feed.ts';
import type { FeedLog } from '../../contracts/feed-log.ts';
import type { MatrixColumn } from '../../contracts/model.ts';
import { toLog } from '../../kernels/signed-log.ts';
import type { Matrix } from '../../table/matrix.ts';
import type { Schema } from '../../table/schema.ts';
import { affinityBlocks } from './affinity-features.ts';
import type { FeedRules } from './event-roles.ts';
import type { FeatureBlock, FeedMoment } from './feature-blocks.ts';
import type { FeedDictionaries } from './feed-dictionaries.ts';
import type { KnownFeed } from './known-feed.ts';
import { pageBlocks } from './page-features.ts';
import { postBlocks } from './post-features.ts';
import { openPostPromise, type PostPromise } from './post-promise.ts';
import { promiseBlock } from './promise-features.ts';
import { matchedColumns, readerBlocks } from './reader-features.ts';

/** What a model sees of a post in front of a reader: a fixed list of features. */
export interface FeedFeatures {
  /** In the order of the matrix. */
  readonly columns: readonly MatrixColumn[];
  /** One row a post, from row `row0` on; NaN = not known. Changes nothing of what is known. */
  write(known: KnownFeed, moment: FeedMoment, out: Matrix, row0: number): void;
}

/**
 * Features of posts in front of a reader, all as of the moment: the aggregates and ratios of the design; the post, the
 * reader, the moment and his session; how he stands to the author, the topic and the post; what his friends did. All are
 * read from what is known, so that training, which goes through the log, and serving see the same.
 *
 * posts, readers: schemas of the attributes. dictionaries: see feed-dictionaries.ts; empty = no category features.
 */
export function feedFeatures(
  rules: FeedRules,
  posts: Schema,
  readers: Schema,
  dictionaries: FeedDictionaries,
  promise: PostPromise | null = null,
): FeedFeatures {
  const blocks: FeatureBlock[] = [
    aggregateBlock(rules),
    ...postBlocks(rules, posts, dictionaries),
    ...readerBlocks(rules, posts, readers, dictionaries),
    ...affinityBlocks(rules, matchedColumns(rules, posts, readers)),
    ...pageBlocks(rules),
    ...(promise === null ? [] : [promiseBlock(promise)]),
  ];
  return {
    columns: blocks.flatMap(({ columns }) => columns),
    write(known, moment, out, row0) {
      let at = 0;
      for (const block of blocks) {
        block.write(known, moment, out, at, row0);
        at += block.columns.length;
      }
    },
  };
}

/** The features of a feed over the columns that a log has. */
export const featuresOver = (
  { catalogue, readerAttributes }: FeedLog,
  rules: FeedRules,
  { dictionaries, promise }: Pick<FittedFeed, 'dictionaries' | 'promise'>,
): FeedFeatures =>
  feedFeatures(
    rules,
    catalogue.attributes.schema,
    readerAttributes?.schema ?? [],
    dictionaries,
    promise ? openPostPromise(promise) : null,
  );

/** A rate below which no two differ. */
const LEAST_RATE = 1e-4;
const rateToLog = (rate: number): number => Math.log(Math.max(0, rate) + LEAST_RATE);

/** Counts and amounts grow by factors, and so do rates: on a log scale one more means as much wherever it comes on top. */
function aggregateBlock({ aggregates, ratios }: FeedRules): FeatureBlock {
  const names = [...aggregates, ...ratios].map(({ name }) => name);
  return {
    columns: names.map((name) => ({ name: `${name}:log`, source: name })),
    write(known, { reader, posts, now }, { rows, data }, at, row0) {
      known.readAggregates(reader, posts, now, data.subarray(at * rows + row0), rows);
      for (let f = 0; f < names.length; f++) {
        const from = (at + f) * rows + row0;
        const put = f < aggregates.length ? toLog : rateToLog;
        for (let i = from; i < from + posts.length; i++) data[i] = put(data[i]!);
      }
    },
  };
}
