import type { UserMetric } from '../../contracts/ranking-metric.ts';
import { hitsOf } from './hits.ts';

/** Whether anything relevant is among the first k. As success_k of trec_eval. */
export const hitRateAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'hitRate',
  label: 'Hit rate',
  version: 1,
  about: 'Share of users with at least one item among the first k places that they then wanted.',
  traits: { better: 'higher', range: [0, 1], ofHits: true },
  value: (judged, k) => (judged.ideal.length === 0 ? Number.NaN : Number(hitsOf(judged, k) > 0)),
};
