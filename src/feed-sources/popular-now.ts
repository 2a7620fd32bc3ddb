import type { FeedSource } from '../contracts/feed-source.ts';
import { Gathered } from './gathered.ts';

/** What readers take to now. O(out). */
export const popularNow: FeedSource<Record<string, never>> = {
  room: 'feed-sources',
  name: 'popular-now',
  version: 1,
  about: 'Posts that readers took to most lately, each event fading by half in 12 hours.',
  params: {},
  coldReaders: true,
  gather(known, _, __, ___, out) {
    const popular = known.popular();
    const gathered = new Gathered(out);
    for (let i = 0; i < popular.length && !gathered.full; i++) gathered.add(popular.at(i));
    return gathered.count;
  },
};
