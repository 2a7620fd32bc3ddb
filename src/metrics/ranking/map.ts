import type { UserMetric } from '../../contracts/ranking-metric.ts';

/**
 * Precision at each relevant place among the first k, summed, by all relevant items. As map_cut_k of trec_eval: not by the
 * lesser of k and the relevant items, as some libraries have it.
 */
export const mapAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'map',
  label: 'MAP',
  version: 1,
  about:
    'Mean average precision: precision at each place that holds something wanted, over all that was wanted.',
  traits: { better: 'higher', range: [0, 1], ofHits: true },
  value({ gains, ideal }, k) {
    if (ideal.length === 0) return Number.NaN;
    let hits = 0;
    let sum = 0;
    for (let i = 0; i < k && i < gains.length; i++) if (gains[i]! > 0) sum += ++hits / (i + 1);
    return sum / ideal.length;
  },
};
