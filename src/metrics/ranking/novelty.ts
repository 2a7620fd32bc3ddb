import type { UserMetric } from '../../contracts/ranking-metric.ts';

/**
 * Mean information of the first k items in bits, -log2 of the share of users that had each at training; an item that nobody
 * had counts as had by one. NaN of an empty list. Source: Zhou et al. 2010; Vargas and Castells 2011.
 */
export const noveltyAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'novelty',
  label: 'Novelty',
  version: 1,
  about:
    'How unknown the items of a list are: mean of -log2 of the share of users that had each. Zhou et al. 2010.',
  traits: { better: 'higher', range: [0, 64], ofHits: false },
  value({ items }, k, { popularity, users }) {
    const n = Math.min(k, items.length);
    if (n === 0) return Number.NaN;
    let bits = 0;
    for (let i = 0; i < n; i++) bits -= Math.log2(Math.max(1, popularity[items[i]!]!) / Math.max(1, users));
    return bits / n;
  },
};
