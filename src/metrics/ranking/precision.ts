import type { UserMetric } from '../../contracts/ranking-metric.ts';
import { hitsOf } from './hits.ts';

/** Relevant items among the first k, by k: a list that is shorter than k is worse for it. As P_k of trec_eval. */
export const precisionAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'precision',
  label: 'Precision',
  version: 1,
  about: 'Share of the first k places that hold something the user then wanted.',
  traits: { better: 'higher', range: [0, 1], ofHits: true },
  value: (judged, k) => (judged.ideal.length === 0 ? Number.NaN : hitsOf(judged, k) / k),
};
