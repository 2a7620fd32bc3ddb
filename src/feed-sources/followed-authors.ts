import type { FeedSource } from '../contracts/feed-source.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { Gathered, setOf } from './gathered.ts';

const params = {
  ofEach: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 200,
    about: 'Posts of an author, the newest.',
  },
  authors: {
    type: 'integer',
    default: 300,
    min: 1,
    max: 10_000,
    about:
      'Of a reader who follows more authors than this, the newest posts of all are looked through instead.',
  },
} as const satisfies ParamSpecs;

/**
 * The newest posts of authors whom the reader follows. O(authors x ofEach), sorted; of a reader who follows very many,
 * O(newest posts): they are likely to be among them.
 */
export const followedAuthors: FeedSource<ParamsOf<typeof params>> = {
  room: 'feed-sources',
  name: 'followed-authors',
  version: 1,
  about: 'Newest posts of the authors whom the reader follows.',
  params,
  needs: ['authors', 'follows'],
  gather(known, reader, _, { ofEach, authors: most }, out) {
    const authors = known.followed(reader);
    const gathered = new Gathered(out);
    if (authors.length > most) {
      const followed = setOf(authors);
      const newest = known.newest();
      for (let i = 0; i < newest.length && !gathered.full; i++)
        if (followed.has(known.authorOf(newest.at(i)))) gathered.add(newest.at(i));
      return gathered.count;
    }
    const { addedAt } = known.posts;
    const posts: number[] = [];
    for (const author of authors) {
      const newest = known.newestBy(author);
      for (let i = 0; i < Math.min(ofEach, newest.length); i++) posts.push(newest.at(i));
    }
    // NaN = nobody knows when: as old as can be.
    const instant = (post: number): number => (Number.isNaN(addedAt[post]!) ? -Infinity : addedAt[post]!);
    posts.sort((a, b) => (instant(a) === instant(b) ? b - a : instant(b) - instant(a)));
    for (const post of posts) gathered.add(post);
    return gathered.count;
  },
};
