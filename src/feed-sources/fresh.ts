import type { FeedSource } from '../contracts/feed-source.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { Gathered, isOut } from './gathered.ts';

const params = {
  ofOneAuthor: {
    type: 'integer',
    default: 3,
    min: 1,
    max: 1000,
    about: 'Posts of one author, at most: who writes much does not fill the list.',
  },
} as const satisfies ParamSpecs;

/** The newest posts. O(posts passed). */
export const fresh: FeedSource<ParamsOf<typeof params>> = {
  room: 'feed-sources',
  name: 'fresh',
  version: 1,
  about: 'The newest posts of all, some of each author at most.',
  params,
  coldReaders: true,
  gather(known, _, now, { ofOneAuthor }, out) {
    const newest = known.newest();
    const count = new Map<number, number>();
    const gathered = new Gathered(out);
    for (let i = 0; i < newest.length && !gathered.full; i++) {
      const post = newest.at(i);
      if (!isOut(known.posts, post, now)) continue;
      const author = known.authorOf(post);
      const before = count.get(author) ?? 0;
      if (author >= 0 && before >= ofOneAuthor) continue;
      count.set(author, before + 1);
      gathered.add(post);
    }
    return gathered.count;
  },
};
