import type { SampledImpressions } from '../../contracts/feed-design.ts';
import type { FeedLog } from '../../contracts/feed-log.ts';
import { type Random, random, randomInt, seedFor } from '../../kernels/random.ts';
import { DAY_MS } from './feature-blocks.ts';
import { type Pages, startsOf } from './pages.ts';

/** Draws for one post beside another before it is given up: where nearly all were opened, a page has fewer. */
const TRIES = 50;

/**
 * Pages for a log that notes no impressions: each post that a reader opened for the first time and that others had opened in
 * the days before, beside posts drawn evenly among those that others opened in these days and he had not until then. What
 * comes later plays no part.
 *
 * A post that nobody opened before is no page: none like it could be drawn beside it, and to have been opened by nobody
 * would then be the surest sign that a post is opened.
 *
 * Rows stand in the order of the posts, which tells nothing of which was opened. A page beside which none can be drawn
 * has one row. O(events + pages x negatives).
 */
export function drawnPages(
  log: FeedLog,
  { opens, negatives, days }: SampledImpressions,
  seed: number,
): Pages {
  const code = log.types.indexOf(opens);
  const r = random(seedFor(seed, 'posts beside opened ones'));
  const recent = new RecentPosts(log, code, days * DAY_MS);
  const opened = new Set<number>();
  const first: number[] = [];
  const sizes: number[] = [];
  const post: number[] = [];
  const shown: number[] = [];
  for (let e = 0; e < log.at.length; e++) {
    const [reader, own] = [log.reader[e]!, log.post[e]!];
    if (log.type[e] !== code || reader < 0 || own < 0) continue;
    const key = (p: number): number => reader * log.posts.length + p;
    if (opened.has(key(own))) continue;
    recent.comeTo(e);
    opened.add(key(own));
    if (!recent.has(own)) continue;
    const beside = drawn(recent.posts, negatives, r, (p) => !opened.has(key(p)));
    const page = [own, ...beside].sort((a, b) => a - b);
    first.push(e);
    sizes.push(page.length);
    for (const p of page) {
      post.push(p);
      shown.push(p === own ? e : -1);
    }
  }
  return {
    first: Int32Array.from(first),
    start: startsOf(sizes),
    post: Int32Array.from(post),
    shown: Int32Array.from(shown),
  };
}

/** Different ones, up to so many. */
function drawn(
  from: readonly number[],
  count: number,
  r: Random,
  fits: (post: number) => boolean,
): readonly number[] {
  const found = new Set<number>();
  if (from.length === 0) return [];
  for (let tries = 0; found.size < count && tries < TRIES * count; tries++) {
    const post = from[randomInt(r, from.length)]!;
    if (fits(post)) found.add(post);
  }
  return [...found];
}

/** The posts that were opened within some time before a place of the log, each once. */
class RecentPosts {
  readonly posts: number[] = [];
  readonly #log: FeedLog;
  readonly #code: number;
  readonly #within: number;
  /** By post: opens within the time, and its place among the posts. */
  readonly #opens: Int32Array;
  readonly #place: Int32Array;
  #from = 0;
  #to = 0;

  constructor(log: FeedLog, code: number, within: number) {
    this.#log = log;
    this.#code = code;
    this.#within = within;
    this.#opens = new Int32Array(log.posts.length);
    this.#place = new Int32Array(log.posts.length);
  }

  /** To the events before this one. */
  comeTo(event: number): void {
    const { at } = this.#log;
    for (; this.#to < event; this.#to++) this.#count(this.#to, 1);
    for (; at[this.#from]! < at[event]! - this.#within; this.#from++) this.#count(this.#from, -1);
  }

  has(post: number): boolean {
    return this.#opens[post]! > 0;
  }

  #count(event: number, by: 1 | -1): void {
    const post = this.#log.post[event]!;
    if (this.#log.type[event] !== this.#code || post < 0) return;
    this.#opens[post]! += by;
    if (by === 1 && this.#opens[post] === 1) {
      this.#place[post] = this.posts.length;
      this.posts.push(post);
    } else if (by === -1 && this.#opens[post] === 0) {
      const last = this.posts.pop()!;
      if (last === post) return;
      this.posts[this.#place[post]!] = last;
      this.#place[last] = this.#place[post]!;
    }
  }
}
