import type { UserMetric } from '../../contracts/ranking-metric.ts';

/** One by the place of the first relevant item, from 1; 0 when there is none among the first k. As recip_rank of trec_eval. */
export const mrrAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'mrr',
  label: 'MRR',
  version: 1,
  about: 'Mean reciprocal rank: 1 / place of the first item that the user then wanted, 0 beyond place k.',
  traits: { better: 'higher', range: [0, 1], ofHits: true },
  value({ gains, ideal }, k) {
    if (ideal.length === 0) return Number.NaN;
    for (let i = 0; i < k && i < gains.length; i++) if (gains[i]! > 0) return 1 / (i + 1);
    return 0;
  },
};
