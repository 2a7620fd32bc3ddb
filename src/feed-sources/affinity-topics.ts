import type { FeedSource } from '../contracts/feed-source.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { byCount, Gathered } from './gathered.ts';

const params = {
  topics: { type: 'integer', default: 8, min: 1, max: 200, about: 'Topics that the reader took to most.' },
} as const satisfies ParamSpecs;

/** Newest posts on the topics of what the reader took to, one of each topic in turn. O(history + out). */
export const affinityTopics: FeedSource<ParamsOf<typeof params>> = {
  room: 'feed-sources',
  name: 'affinity-topics',
  version: 1,
  about: 'Newest posts on the topics that the reader took to most, in turn.',
  params,
  needs: ['topics'],
  gather(known, reader, _, { topics: most }, out) {
    const liked = known.liked(reader);
    const counts = new Map<number, number>();
    for (let i = 0; i < liked.length; i++) {
      const topic = known.topicOf(liked.at(i));
      if (topic >= 0) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
    const lists = byCount(counts)
      .slice(0, most)
      .map((topic) => known.newestOn(topic));
    const longest = Math.max(0, ...lists.map((list) => list.length));
    const gathered = new Gathered(out);
    for (let i = 0; i < longest && !gathered.full; i++)
      for (const list of lists) if (i < list.length) gathered.add(list.at(i));
    return gathered.count;
  },
};
