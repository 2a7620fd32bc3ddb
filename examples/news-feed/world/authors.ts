import { normal, random, randomInt, seedFor, shuffle } from '../../../src/kernels/random.ts';
import { heavyTail, paretoWeights } from './draws.ts';
import type { Parameters } from './parameter-set.ts';
import { TOPICS } from './topics.ts';

/** Those who post, by index. */
export interface Authors {
  readonly count: number;
  readonly topic: Uint8Array;
  readonly language: Uint8Array;
  /** [authors] shares of all posts, and of all followers: two heavy tails, not of the same authors. */
  readonly output: Float64Array;
  readonly fame: Float64Array;
  /** [authors] share of their posts that is clickbait. */
  readonly clickbait: Float32Array;
  /** [authors] what all their posts have in common, in deviations. */
  readonly appeal: Float32Array;
  /** [authors] the reader who the author is, -1 for a publisher. */
  readonly person: Int32Array;
}

/** Three in five authors are people of the town. */
const PEOPLE_SHARE = 0.6;
/** Nobody writes a larger share of all posts, or one author would be the town where it is small. */
const MOST_POSTS = 0.04;

export function makeAuthors(count: number, readers: number, p: Parameters, seed: number): Authors {
  const r = random(seedFor(seed, 'authors'));
  const order = (): Int32Array =>
    shuffle(
      Int32Array.from({ length: count }, (_, i) => i),
      r,
    );
  const output = heavyTail(count, p.topTenthPosts, Math.max(MOST_POSTS, 8 / count));
  const fame = paretoWeights(count, p.followerExponent - 1);
  const [outputOrder, fameOrder] = [order(), order()];
  const people = shuffle(
    Int32Array.from({ length: readers }, (_, i) => i),
    r,
  );
  const authors: Authors = {
    count,
    topic: new Uint8Array(count),
    language: new Uint8Array(count),
    output: Float64Array.from({ length: count }, (_, i) => output[outputOrder[i]!]!),
    fame: Float64Array.from({ length: count }, (_, i) => fame[fameOrder[i]!]!),
    clickbait: new Float32Array(count),
    appeal: new Float32Array(count),
    person: new Int32Array(count).fill(-1),
  };
  let person = 0;
  for (let i = 0; i < count; i++) {
    authors.topic[i] = randomInt(r, TOPICS.length);
    authors.language[i] = r() < p.secondLanguageShare ? 1 : 0;
    authors.clickbait[i] = clickbaitOf(p.clickbaitShare, r());
    authors.appeal[i] = normal(r);
    if (r() < PEOPLE_SHARE && person < readers) authors.person[i] = people[person++]!;
  }
  return authors;
}

/** Some authors live by it and most do it now and then: a Beta distribution with the mean of all, by its quantiles. */
const clickbaitOf = (mean: number, u: number): number => u ** ((1 - mean) / mean);
