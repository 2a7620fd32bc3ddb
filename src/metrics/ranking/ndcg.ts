import type { UserMetric } from '../../contracts/ranking-metric.ts';

/**
 * Gains among the first k, each by log2(1 + place), beside those of the best order there could be. Gains count as they are,
 * not as powers of 2: as ndcg_cut_k of trec_eval. Source: Järvelin and Kekäläinen 2002.
 */
export const ndcgAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'ndcg',
  label: 'NDCG',
  version: 1,
  about:
    'Normalised discounted cumulative gain: what stands first counts most; 1 = the best order there could be. Järvelin and Kekäläinen 2002.',
  traits: { better: 'higher', range: [0, 1], ofHits: true },
  value: ({ gains, ideal }, k) =>
    ideal.length === 0 ? Number.NaN : discounted(gains, k) / discounted(ideal, k),
};

function discounted(gains: Float64Array, k: number): number {
  let sum = 0;
  for (let i = 0; i < k && i < gains.length; i++) sum += gains[i]! / Math.log2(i + 2);
  return sum;
}
