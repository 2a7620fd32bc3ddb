import type { FeedSource } from '../contracts/feed-source.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { byCount, Gathered } from './gathered.ts';

const params = {
  friends: {
    type: 'integer',
    default: 300,
    min: 1,
    max: 10_000,
    about: 'Friends that are looked at, the newest.',
  },
  ofEach: {
    type: 'integer',
    default: 10,
    min: 1,
    max: 200,
    about: 'Posts that a friend took to, the newest.',
  },
} as const satisfies ParamSpecs;

/** What friends took to, that of most friends first. O(friends x ofEach). */
export const friendsActivity: FeedSource<ParamsOf<typeof params>> = {
  room: 'feed-sources',
  name: 'friends-activity',
  version: 1,
  about: 'Posts that friends of the reader took to lately, those of most friends first.',
  params,
  needs: ['friends'],
  gather(known, reader, _, { friends, ofEach }, out) {
    const counts = new Map<number, number>();
    for (const friend of known.friends(reader).subarray(-friends)) {
      const liked = known.liked(friend);
      const own = new Set<number>();
      for (let i = 0; i < Math.min(ofEach, liked.length); i++) own.add(liked.at(i));
      for (const post of own) counts.set(post, (counts.get(post) ?? 0) + 1);
    }
    const gathered = new Gathered(out);
    for (const post of byCount(counts)) gathered.add(post);
    return gathered.count;
  },
};
