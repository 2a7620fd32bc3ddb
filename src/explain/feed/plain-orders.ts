import type { FeedLog, FeedOccasions } from '../../contracts/feed-log.ts';

/** Answers count half after this time for what is popular lately. */
const HALF_LIFE_MS = 24 * 3_600_000;

/**
 * [rows] scores by which a feed without a model would order: the newest first; those answered most until then; and most
 * lately, answers counting half after a day. As of each page. O(events + rows).
 *
 * answers: types of events that count
 */
export function plainScores(
  log: FeedLog,
  { size, start, before, at, post }: FeedOccasions,
  answers: readonly string[],
): Readonly<Record<'newest' | 'popular' | 'popularLately', Float64Array>> {
  const [newest, popular, popularLately] = [0, 1, 2].map(() => new Float64Array(post.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const counts = log.types.map((type) => answers.includes(type));
  const times = new Float64Array(log.posts.length);
  // The logarithm of a sum that only grows: what is later weighs more, and nothing need be decayed.
  const heat = new Float64Array(log.posts.length).fill(Number.NEGATIVE_INFINITY);
  const began = log.at[0] ?? 0;
  let event = 0;
  for (let p = 0; p < size; p++) {
    for (; event < before[p]!; event++) {
      const about = log.post[event]!;
      if (about < 0 || !counts[log.type[event]!]) continue;
      times[about]! += 1;
      heat[about] = logSum(heat[about]!, ((log.at[event]! - began) / HALF_LIFE_MS) * Math.LN2);
    }
    for (let r = start[p]!; r < start[p + 1]!; r++) {
      const since = log.catalogue.addedAt[post[r]!]!;
      newest[r] = Number.isNaN(since) ? Number.NEGATIVE_INFINITY : Math.min(since, at[p]!);
      popular[r] = times[post[r]!]!;
      popularLately[r] = heat[post[r]!]!;
    }
  }
  return { newest, popular, popularLately };
}

const logSum = (a: number, b: number): number =>
  a === Number.NEGATIVE_INFINITY ? b : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
