import type { UserMetric } from '../../contracts/ranking-metric.ts';
import { hitsOf } from './hits.ts';

/** Relevant items among the first k, by all relevant items: below 1 where there are more than k. As recall_k of trec_eval. */
export const recallAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'recall',
  label: 'Recall',
  version: 1,
  about: 'Share of all that the user then wanted which stands among the first k places.',
  traits: { better: 'higher', range: [0, 1], ofHits: true },
  value: (judged, k) => (judged.ideal.length === 0 ? Number.NaN : hitsOf(judged, k) / judged.ideal.length),
};
