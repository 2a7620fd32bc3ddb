import { noExposure } from './exposure.ts';
import { exposureOf, type Past } from './past.ts';
import { AUTHOR_PART } from './posts.ts';
import type { Town } from './town.ts';
import { emptyOutlook, type Truth } from './truth.ts';

/** Posts of a slate, best first. For the world alone: it is shown the truth. */
export type Oracle = (
  past: Past,
  reader: number,
  at: number,
  candidates: readonly number[],
  count: number,
) => number[];

/**
 * Whoever knows what each reader thinks of each post, what is in fashion now and what tires him, but not the future: what
 * will be posted, when he comes again, how far he scrolls, what he happens to do.
 *
 * Greedy from the top: each place takes the post of the most true value after those above it. Worths only fall as the
 * slate grows, so a post is looked at again only when it is the best of what was known (lazy greedy, Minoux 1978).
 */
export function makeOracle(town: Town, truth: Truth): Oracle {
  const outlook = emptyOutlook();
  const exposure = noExposure();
  return (past, reader, at, candidates, count) => {
    const slate: number[] = [];
    const worth = (post: number): number => {
      exposureOf(town, past, reader, slate, slate.length, post, exposure);
      return truth(reader, post, at, exposure, outlook).value;
    };
    const known = Float64Array.from(candidates, worth);
    const knownAt = new Int32Array(candidates.length);
    const order = Int32Array.from({ length: candidates.length }, (_, i) => i).sort(
      (a, b) => known[b]! - known[a]!,
    );
    while (slate.length < Math.min(count, candidates.length)) {
      // order stays sorted by what is known: the first is the best, once it is known as of this slate.
      const best = order[slate.length]!;
      if (knownAt[best] === slate.length) {
        slate.push(candidates[best]!);
        continue;
      }
      known[best] = worth(candidates[best]!);
      knownAt[best] = slate.length;
      sink(order, slate.length, known);
    }
    return slate;
  };
}

/** Move the one at a place down to where it belongs by now. */
function sink(order: Int32Array, from: number, known: Float64Array): void {
  const moved = order[from]!;
  let i = from;
  while (i + 1 < order.length && known[order[i + 1]!]! > known[moved]!) {
    order[i] = order[i + 1]!;
    i++;
  }
  order[i] = moved;
}

/**
 * The town as somebody knows it who knows readers and authors through and through, but has not read the posts: each has the
 * appeal, the quality and the clickbait of its author's posts on average.
 */
export function unread(town: Town): Town {
  const { posts, authors, parameters } = town;
  const appeal = Float32Array.from(
    posts.author,
    (author) => Math.sqrt(AUTHOR_PART) * authors.appeal[author]!,
  );
  const quality = appeal.map((a) => parameters.qualityOfAppeal * a);
  const clickbait = Float32Array.from(posts.author, (author) => authors.clickbait[author]!);
  return { ...town, posts: { ...posts, appeal, quality, clickbait } };
}
