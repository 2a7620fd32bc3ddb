import { random, shuffle } from '../../../src/kernels/random.ts';
import type { FeedRequest, Ranker, RankerMaker } from './ranker.ts';
import { HOUR_MS } from './time.ts';
import type { Post } from './visible.ts';
import type { FeedEvent } from './visit.ts';

/**
 * What a feed does that has learned nothing of its readers, by counts that anybody can see. All but the first put posts of
 * the reader's language first, as any product would. How popularity is counted was chosen, in towns of seeds 11 and 12, to
 * make these as strong as they can be: by reads rather than opens, by rate rather than number.
 */
export const referenceRankers = (): RankerMaker[] => [
  { name: 'random', start: () => randomly() },
  { name: 'chronological', start: () => byScore((post) => post.publishedAt) },
  { name: 'followed', start: (visible) => followedFirst(visible.follows) },
  { name: 'most opened', start: (_, log) => mostOpened(log) },
  { name: 'popular', start: (_, log) => popular(Number.POSITIVE_INFINITY, log) },
  { name: 'recently popular', start: (_, log) => popular(POPULAR_FOR_MS, log) },
];

/** What is seen counts half after so long. */
const POPULAR_FOR_MS = 18 * HOUR_MS;
/** An open for at least so many seconds is a read. */
const READ_SECONDS = 15;
/** A post begins with so many impressions, at the rate of posts on the whole. */
const PRIOR = { impressions: 20, rate: 0.03 };

const randomly = (): Ranker => ({
  order: ({ candidates, at, reader }) =>
    shuffle(
      Int32Array.from({ length: candidates.length }, (_, i) => i),
      random((at % 2 ** 31) + reader.index),
    ),
});

/** The newest of those who are followed, then the newest of others. Follows are those of the start. */
function followedFirst(follows: readonly (readonly string[])[]): Ranker {
  const followed = follows.map((authors) => new Set(authors));
  const newest = (post: Post, { reader }: FeedRequest): number =>
    post.publishedAt + (followed[reader.index]!.has(post.author) ? 1e13 : 0);
  return byScore(newest);
}

/** The largest number of opens first; of the never opened the newest. */
function mostOpened(log: readonly FeedEvent[]): Ranker {
  const opens = new Map<number, number>();
  const observe = ({ action, post }: FeedEvent): void => {
    if (action === 'open') opens.set(post, (opens.get(post) ?? 0) + 1);
  };
  log.forEach(observe);
  return { ...byScore((post) => opens.get(post.index) ?? 0), observe };
}

/** The most reads by impression first. */
function popular(halfLifeMs: number, log: readonly FeedEvent[]): Ranker {
  const reads = new Map<number, number>();
  const impressions = new Map<number, number>();
  const start = log[0]?.at ?? 0;
  // What comes later weighs more, instead of what was earlier less: no count need be touched again.
  const weight = (at: number): number => 2 ** ((at - start) / halfLifeMs);
  const add = (counts: Map<number, number>, post: number, at: number): void => {
    counts.set(post, (counts.get(post) ?? 0) + weight(at));
  };
  const observe = ({ action, at, post, value }: FeedEvent): void => {
    if (action === 'impression') add(impressions, post, at);
    if (action === 'dwell' && value >= READ_SECONDS) add(reads, post, at);
  };
  log.forEach(observe);
  const rate = ({ index }: Post, { at }: FeedRequest): number => {
    const prior = PRIOR.impressions * weight(at);
    return ((reads.get(index) ?? 0) + prior * PRIOR.rate) / ((impressions.get(index) ?? 0) + prior);
  };
  return { ...byScore(rate), observe };
}

/** Highest first, in the language of the reader; equal ones newest first. */
function byScore(score: (post: Post, request: FeedRequest) => number): Ranker {
  return {
    order(request) {
      const { candidates, reader } = request;
      const scores = Float64Array.from(candidates, (post) => score(post, request));
      const foreign = Uint8Array.from(candidates, (post) => (post.language === reader.language ? 0 : 1));
      return Int32Array.from({ length: candidates.length }, (_, i) => i).sort(
        (a, b) => foreign[a]! - foreign[b]! || scores[b]! - scores[a]! || b - a,
      );
    },
  };
}
