import type { UserMetric } from '../../contracts/ranking-metric.ts';

/** Mean unlikeness of the pairs among the first k; NaN of fewer than two items. O(k^2). Source: Ziegler et al. 2005. */
export const diversityAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'diversity',
  label: 'Diversity',
  version: 1,
  about:
    'How unlike each other the items of a list are: 1 - mean likeness of its pairs. Ziegler et al. 2005.',
  traits: { better: 'higher', range: [0, 1], ofHits: false },
  value({ items }, k, known) {
    const n = Math.min(k, items.length);
    if (n < 2) return Number.NaN;
    let alike = 0;
    for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) alike += known.similarity(items[i]!, items[j]!);
    return 1 - alike / ((n * (n - 1)) / 2);
  },
};
