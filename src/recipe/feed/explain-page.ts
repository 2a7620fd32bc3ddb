import type { FeedHead } from '../../contracts/feed-design.ts';
import type { FeedExplanation, FeedMissing, FeedRequest } from '../../contracts/feed-page.ts';
import type { Stage } from '../recommender/steps.ts';
import type { GatheredPosts } from './gather-posts.ts';
import type { ShowFilter } from './show-filter.ts';

/** What explanations are read from: everything that was done for one page. */
export interface PageTrace {
  readonly heads: readonly FeedHead[];
  readonly request: FeedRequest;
  readonly gathered: GatheredPosts;
  /** [posts gathered x heads] */
  readonly expected: Float64Array;
  /** The list as ranked, and after each step. */
  readonly stages: readonly Stage[];
  readonly filter: ShowFilter;
}

/** Why each of these posts stands where it does. Posts are gathered ones; rowOf: their rows. */
export const explainPosts = (
  posts: Int32Array,
  rowOf: ReadonlyMap<number, number>,
  { heads, request: { worth }, gathered, expected, stages }: PageTrace,
): FeedExplanation[] =>
  Array.from(posts, (post) => ({
    sources: gathered.lists
      .map(({ source, posts: list }) => ({ source, place: list.indexOf(post) }))
      .filter(({ place }) => place >= 0)
      .sort((a, b) => a.place - b.place),
    contributions: heads
      .map(({ name }, h) => ({
        head: name,
        value: (worth[name] ?? 0) * expected[rowOf.get(post)! * heads.length + h]!,
      }))
      .filter(({ value }) => value !== 0)
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
    steps: stages.map(({ step, item }, s) => ({
      step,
      before: s === 0 ? -1 : stages[s - 1]!.item.indexOf(post),
      after: item.indexOf(post),
    })),
  }));

/** Why a post is not among the `shown` first; undefined when it is. */
export function whyNotShown(
  post: number,
  shown: number,
  { gathered, stages, filter }: PageTrace,
): FeedMissing | undefined {
  const place = stages.at(-1)!.item.indexOf(post);
  if (place >= 0) return place < shown ? undefined : { post, because: 'too-low', place };
  const said = filter(post);
  if (said !== null && said !== 'back') return { post, because: said };
  if (!gathered.post.includes(post)) return { post, because: 'not-gathered' };
  return { post, because: 'left-out', step: stages.find(({ item }) => !item.includes(post))!.step };
}
