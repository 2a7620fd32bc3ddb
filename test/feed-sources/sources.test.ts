import { describe, expect, test } from 'vitest';
import type { FeedSource } from '../../src/contracts/feed-source.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { affinityTopics } from '../../src/feed-sources/affinity-topics.ts';
import { followedAuthors } from '../../src/feed-sources/followed-authors.ts';
import { fresh } from '../../src/feed-sources/fresh.ts';
import { friendsActivity } from '../../src/feed-sources/friends-activity.ts';
import { outOfNetwork } from '../../src/feed-sources/out-of-network.ts';
import { popularNow } from '../../src/feed-sources/popular-now.ts';
import { similarToLiked } from '../../src/feed-sources/similar-to-liked.ts';
import { HOUR, knownOf, T0 } from '../recipe/feed/made-known.ts';

const now = T0 + 100 * HOUR;
const gather = <P>(source: FeedSource<P>, known: ReturnType<typeof knownOf>, reader: string, given = {}) => {
  const { params } = resolveParams(source.name, source.params, given);
  const out = new Int32Array(20);
  const count = source.gather(known.known, known.known.readerOf(reader), now, params as P, out);
  return Array.from(out.subarray(0, count), (post) => known.known.postTable.items.ids[post]);
};

/** ann writes a1 .. a3, bob b1 and b2, eve e1; tara reads. */
const posts = (['a1', 'b1', 'a2', 'e1', 'b2', 'a3'] as const).map((id, i) => ({
  id,
  at: T0 + i * HOUR,
  author: { a: 'ann', b: 'bob', e: 'eve' }[id[0] as 'a' | 'b' | 'e'],
  topic: id === 'e1' ? 'sea' : id[0] === 'a' ? 'art' : 'bikes',
  vector: id === 'e1' ? ([0, 1] as const) : ([1, id[0] === 'a' ? 0 : 0.5] as const),
}));

describe('sources of posts', () => {
  test('followed authors: their newest posts first, also of somebody who follows very many', () => {
    const known = knownOf(posts);
    known.follow('tara', 'ann');
    known.follow('tara', 'eve');
    expect(gather(followedAuthors, known, 'tara')).toEqual(['a3', 'e1', 'a2', 'a1']);
    expect(gather(followedAuthors, known, 'tara', { authors: 1 })).toEqual(['a3', 'e1', 'a2', 'a1']);
    expect(gather(followedAuthors, known, 'tara', { ofEach: 1 })).toEqual(['a3', 'e1']);
    expect(gather(followedAuthors, known, 'ugo')).toEqual([]);
  });

  test('friends: what most of them took to, each friend counted once', () => {
    const known = knownOf(posts);
    for (const friend of ['ugo', 'vera']) known.befriend('tara', friend);
    for (const [reader, post] of [
      ['ugo', 'a1'],
      ['ugo', 'a1'],
      ['ugo', 'b1'],
      ['vera', 'b1'],
      ['wim', 'e1'],
    ] as const)
      known.did(reader, 'open', post);
    expect(gather(friendsActivity, known, 'tara')).toEqual(['b1', 'a1']);
  });

  test('topics: those of the past in turn, the one of most events first', () => {
    const known = knownOf(posts);
    known.did('tara', 'open', 'a1');
    known.did('tara', 'open', 'b1');
    known.did('tara', 'open', 'b2');
    expect(gather(affinityTopics, known, 'tara')).toEqual(['b2', 'a3', 'b1', 'a2', 'a1']);
    expect(gather(affinityTopics, known, 'tara', { topics: 1 })).toEqual(['b2', 'b1']);
  });

  test('popular: what is opened now goes before what was opened once', () => {
    const known = knownOf(posts);
    for (const reader of ['ugo', 'vera', 'wim']) known.did(reader, 'open', 'a1');
    known.at = T0 + 60 * HOUR;
    for (const reader of ['ugo', 'vera']) known.did(reader, 'open', 'e1');
    known.did('tara', 'hide', 'b1');
    expect(gather(popularNow, known, 'tara')).toEqual(['e1', 'a1']);
  });

  test('fresh: the newest, some of each author, and none that is gone or comes later', () => {
    const known = knownOf([...posts, { ...posts[0]!, id: 'later', at: now + HOUR }]);
    known.known.postTable.items.remove('b2');
    expect(gather(fresh, known, 'tara', { ofOneAuthor: 1 })).toEqual(['a3', 'e1', 'b1']);
  });

  test('similar: by vector to what was taken to, most alike first', () => {
    const known = knownOf(posts);
    known.did('tara', 'open', 'a1');
    expect(gather(similarToLiked, known, 'tara').slice(0, 3).sort()).toEqual(['a1', 'a2', 'a3']);
    expect(gather(similarToLiked, known, 'tara')).not.toContain('e1');
    expect(gather(similarToLiked, known, 'ugo')).toEqual([]);
  });

  test('out of network: what those took to who took to the same, but of nobody whom he follows', () => {
    const known = knownOf(posts);
    known.follow('tara', 'bob');
    known.did('tara', 'open', 'a1');
    for (const post of ['a1', 'b1', 'e1']) known.did('ugo', 'open', post);
    for (const reader of ['x', 'y']) known.did(reader, 'open', 'a3');
    expect(gather(outOfNetwork, known, 'tara').slice(0, 2).sort()).toEqual(['a1', 'e1']);
    expect(gather(outOfNetwork, known, 'tara')).not.toContain('b1');
    // Behind it what is popular.
    expect(gather(outOfNetwork, known, 'tara')).toContain('a3');
  });
});
