import { normal, random, randomInt, seedFor } from '../../../src/kernels/random.ts';
import type { Authors } from './authors.ts';
import { picker, poisson, wrapHour } from './draws.ts';
import type { Graph } from './graph.ts';
import type { Parameters } from './parameter-set.ts';
import { DAY_MS, HOUR_MS } from './time.ts';
import { TOPICS } from './topics.ts';

export const TYPES = ['text', 'image', 'video'] as const;

/** What is posted, by index in the order of time. Appeal, quality and clickbait are known to nobody but the world. */
export interface Posts {
  readonly count: number;
  /** [posts] milliseconds since 1970, ascending. */
  readonly at: Float64Array;
  readonly author: Int32Array;
  readonly topic: Uint8Array;
  readonly language: Uint8Array;
  /** [posts] index into TYPES. */
  readonly type: Uint8Array;
  /** [posts] words. */
  readonly length: Uint16Array;
  /** [posts] what gets it opened, what makes it good: deviations. */
  readonly appeal: Float32Array;
  readonly quality: Float32Array;
  readonly clickbait: Float32Array;
  /** [posts] first post of its thread, and of those that tell the same; itself where it is the first. */
  readonly thread: Int32Array;
  readonly group: Int32Array;
  /** [posts] a reader mentioned, -1 for none. */
  readonly mention: Int32Array;
}

/** An author's posts are about the author's topic, but for one in five. */
const OWN_TOPIC = 0.8;
/** What an author's posts share of appeal, against what is each one's own. */
export const AUTHOR_PART = 0.5;
/** One in twenty posts of a person mentions a friend. */
const MENTION_SHARE = 0.05;
/** A thread goes on, and a story is told again, among this many latest posts. */
const RECENT_POSTS = 100;

/** Instants of publication, ascending: the busy hours are before those of reading. */
function instants(authors: number, from: number, days: number, p: Parameters, seed: number): Float64Array {
  const r = random(seedFor(seed, 'instants'));
  const at: number[] = [];
  for (let day = 0; day < days; day++) {
    const count = poissonOfMany(authors * p.postsPerAuthorDay, r);
    for (let i = 0; i < count; i++) {
      const hour = wrapHour(p.peakHour - 4 + 1.5 * p.peakHourSpread * normal(r));
      at.push(Math.floor(from + day * DAY_MS + hour * HOUR_MS));
    }
  }
  return Float64Array.from(at).sort();
}

/** Knuth's method for small means; the normal distribution where it would take too many draws. */
const poissonOfMany = (mean: number, r: () => number): number =>
  mean < 30 ? poisson(mean, r) : Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(r)));

export function makePosts(
  authors: Authors,
  graph: Graph,
  from: number,
  days: number,
  p: Parameters,
  seed: number,
): Posts {
  const at = instants(authors.count, from, days, p, seed);
  const posts = emptyPosts(at);
  const r = random(seedFor(seed, 'posts'));
  const byOutput = picker(authors.output);
  for (let i = 0; i < posts.count; i++) {
    const author = byOutput(r());
    posts.author[i] = author;
    posts.topic[i] = r() < OWN_TOPIC ? authors.topic[author]! : randomInt(r, TOPICS.length);
    posts.language[i] = authors.language[author]!;
    const kind = r();
    posts.type[i] = kind < p.videoShare ? 2 : kind < p.videoShare + p.imageShare ? 1 : 0;
    posts.length[i] = Math.round(Math.min(2000, Math.max(5, Math.exp(4.4 + 0.9 * normal(r)))));
    const appeal = Math.sqrt(AUTHOR_PART) * authors.appeal[author]! + Math.sqrt(1 - AUTHOR_PART) * normal(r);
    posts.appeal[i] = appeal;
    posts.quality[i] = p.qualityOfAppeal * appeal + Math.sqrt(1 - p.qualityOfAppeal ** 2) * normal(r);
    posts.clickbait[i] = r() < authors.clickbait[author]! ? 1 : 0;
    posts.mention[i] = mentionOf(author, authors, graph, r);
    relate(posts, i, p, r);
  }
  return posts;
}

function mentionOf(author: number, authors: Authors, graph: Graph, r: () => number): number {
  const person = authors.person[author]!;
  if (person < 0 || r() >= MENTION_SHARE) return -1;
  const friends = [...graph.friends[person]!.keys()];
  return friends[Math.floor(r() * friends.length)] ?? -1;
}

/** A post may go on a thread of its author, or tell again what another has just told. */
function relate(posts: Posts, i: number, p: Parameters, r: () => number): void {
  const kind = r();
  const earlier = i - 1 - Math.floor(r() * Math.min(i, RECENT_POSTS));
  if (earlier < 0) return;
  if (kind < p.duplicateShare) {
    const first = posts.group[earlier]!;
    posts.group[i] = first;
    posts.topic[i] = posts.topic[first]!;
    posts.language[i] = posts.language[first]!;
  } else if (kind < p.duplicateShare + p.threadShare) {
    for (let j = i - 1; j >= Math.max(0, i - RECENT_POSTS); j--)
      if (posts.author[j] === posts.author[i]) {
        posts.thread[i] = posts.thread[j]!;
        posts.topic[i] = posts.topic[j]!;
        return;
      }
  }
}

function emptyPosts(at: Float64Array): Posts {
  const count = at.length;
  return {
    count,
    at,
    author: new Int32Array(count),
    topic: new Uint8Array(count),
    language: new Uint8Array(count),
    type: new Uint8Array(count),
    length: new Uint16Array(count),
    appeal: new Float32Array(count),
    quality: new Float32Array(count),
    clickbait: new Float32Array(count),
    thread: Int32Array.from({ length: count }, (_, i) => i),
    group: Int32Array.from({ length: count }, (_, i) => i),
    mention: new Int32Array(count).fill(-1),
  };
}
