import type { UserMetric } from '../../contracts/ranking-metric.ts';

/**
 * Mean popularity of the first k items beside that of what the user had before, less 1: 0 = as popular as his own taste,
 * 1 = twice. NaN where he had nothing, or is shown nothing. O(k + past). Source: Abdollahpouri et al. 2020, "popularity lift", of one user.
 */
export const popularityBiasAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'popularityBias',
  label: 'Popularity bias',
  version: 1,
  about:
    'How much more popular a list is than what its user had before: 0 = alike, 1 = twice. Abdollahpouri et al. 2020.',
  traits: { better: 'neither', range: [-1, Number.MAX_VALUE], ofHits: false },
  value({ items, past }, k, { popularity }) {
    const usual = meanOf(past, popularity);
    return usual > 0
      ? meanOf(items.length > k ? items.subarray(0, k) : items, popularity) / usual - 1
      : Number.NaN;
  },
};

/** NaN of none. */
function meanOf(items: Int32Array, popularity: Int32Array): number {
  let sum = 0;
  for (const item of items) sum += popularity[item]!;
  return sum / items.length;
}
