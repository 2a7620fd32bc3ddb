import type { FeedDesign } from '../../contracts/feed-design.ts';
import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import { drawnPages } from './drawn-pages.ts';
import { loggedPages } from './pages.ts';
import { truthsOf } from './truths.ts';

/**
 * Every time that a reader was shown posts, and what came of each: from impressions where the log has them, else from what
 * was opened and posts drawn beside it by the seed. Deterministic. O(events x heads + rows).
 */
export function occasionsOf(
  log: FeedLog,
  framing: Pick<FeedDesign['framing'], 'heads' | 'windowMinutes'>,
  impressions: FeedDesign['data']['impressions'],
  seed: number,
): FeedOccasions {
  const pages =
    'type' in impressions ? loggedPages(log, impressions.type) : drawnPages(log, impressions, seed);
  const { first, start, post, shown } = pages;
  const ofShown = (values: ArrayLike<number>, unknown: number) => (e: number) =>
    e < 0 ? unknown : values[e]!;
  return {
    size: first.length,
    at: Float64Array.from(first, (e) => log.at[e]!),
    reader: first.map((e) => log.reader[e]!),
    before: first,
    moment: first,
    start,
    post,
    position: Int16Array.from(shown, ofShown(log.position, -1)),
    propensity: Float32Array.from(shown, ofShown(log.propensity, Number.NaN)),
    truth: truthsOf(log, pages, framing),
  };
}

/** Occasions `from` to `to` - 1, as occasions of their own. */
export function someOccasions(all: FeedOccasions, from: number, to: number): FeedOccasions {
  const [low, high] = [all.start[from]!, all.start[to]!];
  return {
    size: to - from,
    at: all.at.subarray(from, to),
    reader: all.reader.subarray(from, to),
    before: all.before.subarray(from, to),
    moment: all.moment.subarray(from, to),
    start: all.start.slice(from, to + 1).map((row) => row - low),
    post: all.post.subarray(low, high),
    position: all.position.subarray(low, high),
    propensity: all.propensity.subarray(low, high),
    truth: all.truth.map((truth) => truth.subarray(low, high)),
  };
}
