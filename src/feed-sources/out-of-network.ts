import type { FeedSource } from '../contracts/feed-source.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { byCount, Gathered, setOf } from './gathered.ts';

const params = {
  posts: {
    type: 'integer',
    default: 10,
    min: 1,
    max: 200,
    about: 'Posts that the reader took to, the newest.',
  },
  readers: {
    type: 'integer',
    default: 16,
    min: 1,
    max: 32,
    about: 'Others who took to each of them, the newest.',
  },
  ofEach: {
    type: 'integer',
    default: 10,
    min: 1,
    max: 200,
    about: 'Posts that each of those took to, the newest.',
  },
} as const satisfies ParamSpecs;

/**
 * Posts of authors whom the reader does not follow: what those took to who took to the same as he did, the more of them
 * the better; behind it, what is popular now. O(posts x readers x ofEach).
 *
 * Source: a walk of length three on the graph of readers and posts, as in Sharma et al. 2016, "GraphJet".
 */
export const outOfNetwork: FeedSource<ParamsOf<typeof params>> = {
  room: 'feed-sources',
  name: 'out-of-network',
  version: 1,
  about: 'Posts of authors whom the reader does not follow, that readers like him took to (GraphJet, 2016).',
  params,
  coldReaders: true,
  gather(known, reader, _, { posts, readers, ofEach }, out) {
    const followed = setOf(known.followed(reader));
    const liked = known.liked(reader);
    const counts = new Map<number, number>();
    for (let p = 0; p < Math.min(posts, liked.length); p++) {
      const others = known.tookTo(liked.at(p));
      for (let o = 0; o < Math.min(readers, others.length); o++) {
        if (others.at(o) === reader) continue;
        const theirs = known.liked(others.at(o));
        for (let i = 0; i < Math.min(ofEach, theirs.length); i++)
          counts.set(theirs.at(i), (counts.get(theirs.at(i)) ?? 0) + 1);
      }
    }
    const gathered = new Gathered(out);
    const offer = (post: number): void => {
      if (!followed.has(known.authorOf(post))) gathered.add(post);
    };
    byCount(counts).forEach(offer);
    const popular = known.popular();
    for (let i = 0; i < popular.length && !gathered.full; i++) offer(popular.at(i));
    return gathered.count;
  },
};
