import type { FeedSource } from '../contracts/feed-source.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { roomForBest, topK } from '../kernels/top-k.ts';
import { isOut } from './gathered.ts';

const params = {
  pool: {
    type: 'integer',
    default: 1500,
    min: 1,
    max: 5000,
    about: 'The newest posts, of which the most alike are taken.',
  },
} as const satisfies ParamSpecs;

/** Of the newest posts those whose text or vector is most like what the reader took to. O(pool x numbers of a vector). */
export const similarToLiked: FeedSource<ParamsOf<typeof params>> = {
  room: 'feed-sources',
  name: 'similar-to-liked',
  version: 1,
  about: 'Of the newest posts those most like what the reader took to, by text or vector.',
  params,
  needs: ['texts'],
  gather(known, reader, now, { pool }, out) {
    if (known.liked(reader).length === 0) return 0;
    const newest = known.newest();
    const size = Math.min(pool, newest.length);
    const likeness = new Float32Array(size);
    const unlike = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      const post = newest.at(i);
      likeness[i] = known.fits(reader, post);
      unlike[i] = likeness[i]! > 0 && isOut(known.posts, post, now) ? 0 : 1;
    }
    const best = roomForBest(Math.min(size, out.length));
    topK(likeness, size, unlike, best);
    for (let i = 0; i < best.length; i++) out[i] = newest.at(best.item[i]!);
    return best.length;
  },
};
