import type { FeedDesign } from '../../contracts/feed-design.ts';
import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';
import { drawnPages } from './drawn-pages.ts';
import { loggedPages, type Pages } from './pages.ts';
import { truthsOf } from './truths.ts';

/**
 * Every time that a reader was shown posts, and what came of each: from impressions where the log has them, else from what
 * was opened and posts drawn beside it by the seed. Deterministic. O(events x heads + rows).
 */
export function occasionsOf(
  log: FeedLog,
  framing: Pick<FeedDesign['framing'], 'heads' | 'windowMinutes'> &
    Partial<Pick<FeedDesign['framing'], 'question'>>,
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
    ...(framing.question != null && {
      answer: answersOf(log, pages, framing.question, framing.windowMinutes),
    }),
  };
}

/** [rows] what readers answered; an answer of 0 is none. */
function answersOf(log: FeedLog, pages: Pages, question: string, windowMinutes: number): Float64Array {
  const asked = {
    name: question,
    kind: 'amount',
    actions: [question],
    atLeast: null,
    below: null,
    given: null,
  } as const;
  const [said] = truthsOf(log, pages, { heads: [asked], windowMinutes });
  return said!.map((value) => (value === 0 ? Number.NaN : value));
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
    ...(all.answer && { answer: all.answer.subarray(low, high) }),
  };
}

/** Occasions after an instant. */
export function occasionsSince(all: FeedOccasions, instant: number): FeedOccasions {
  const first = all.at.findIndex((at) => at > instant);
  return someOccasions(all, first < 0 ? all.size : first, all.size);
}
