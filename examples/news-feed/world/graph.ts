import { normal, random, seedFor } from '../../../src/kernels/random.ts';
import type { Authors } from './authors.ts';
import { gaussian } from './chance.ts';
import { picker, poisson } from './draws.ts';
import type { Parameters } from './parameter-set.ts';
import type { Readers } from './readers.ts';
import { TOPICS } from './topics.ts';

/** Who knows whom. */
export interface Graph {
  /** By reader: the authors followed at the start. */
  readonly follows: readonly ReadonlySet<number>[];
  /** By reader: friends, with how close (0 to 1) and for how many days. Friendship goes both ways. */
  readonly friends: readonly ReadonlyMap<number, Friendship>[];
}

export interface Friendship {
  readonly closeness: number;
  readonly days: number;
}

/** What a reader thinks of an author, beyond topic and quality, in deviations: told by the two alone. */
export const liking = (seed: number, reader: number, author: number): number =>
  gaussian(seed, reader, author, 0x11e);

export function makeGraph(readers: Readers, authors: Authors, p: Parameters, seed: number): Graph {
  return { follows: makeFollows(readers, authors, p, seed), friends: makeFriends(readers, p, seed) };
}

/** Readers follow whom everybody follows, and more so whom they care for. */
function makeFollows(readers: Readers, authors: Authors, p: Parameters, seed: number): Set<number>[] {
  const r = random(seedFor(seed, 'follows'));
  const byFame = picker(authors.fame);
  const most = authors.count / 3;
  return Array.from({ length: readers.count }, (_, reader) => {
    const wanted = Math.min(most, p.followsMedian * Math.exp(p.followsSpread * normal(r)));
    const followed = new Set<number>();
    for (let tries = 0; followed.size < wanted && tries < 20 * wanted + 20; tries++) {
      const author = byFame(r());
      const interest = readers.interest[reader * TOPICS.length + authors.topic[author]!]!;
      const readable =
        readers.language[reader] === authors.language[author] || readers.bilingual[reader] === 1;
      const draw = 4 * interest - 2.5 + liking(seed, reader, author) + (readable ? 0 : -3);
      if (r() < 1 / (1 + Math.exp(-draw))) followed.add(author);
    }
    return followed;
  });
}

function makeFriends(readers: Readers, p: Parameters, seed: number): Map<number, Friendship>[] {
  const r = random(seedFor(seed, 'friends'));
  const { count } = readers;
  const friends = Array.from({ length: count }, () => new Map<number, Friendship>());
  const closeShare = Math.min(1, p.closeFriends / p.friendsMean);
  for (let reader = 0; reader < count; reader++) {
    // Each reader brings half of the friendships; the other half come from others.
    const brought = Math.min(count - 1, poisson(p.friendsMean / 2, r));
    for (let k = 0; k < brought; k++) {
      // Friends live near: the numbers of readers are their streets.
      const other = (reader + 1 + Math.floor((count - 1) * r() ** 3)) % count;
      if (other === reader || friends[reader]!.has(other)) continue;
      const closeness = r() < closeShare ? 0.6 + 0.4 * r() : 0.5 * r();
      const days = Math.ceil(Math.exp(Math.log(3000) * r()));
      friends[reader]!.set(other, { closeness, days });
      friends[other]!.set(reader, { closeness, days });
    }
  }
  return friends;
}
