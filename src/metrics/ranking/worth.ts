import type { UserMetric } from '../../contracts/ranking-metric.ts';

/**
 * What the first k places bring: the sum of the gains of what the user then did, in the unit of the label; 0 where nothing of
 * it was shown. No norm is taken, so that users who bring more count more, as in a business.
 */
export const worthAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'worth',
  label: 'Worth',
  version: 1,
  about: 'Sum of the gains of what came true among the first places, in the unit of the label.',
  traits: { better: 'higher', range: [0, Infinity], ofHits: true, onlyNamed: true },
  value({ gains, ideal }, k) {
    if (ideal.length === 0) return Number.NaN;
    let sum = 0;
    for (let i = 0; i < k && i < gains.length; i++) sum += gains[i]!;
    return sum;
  },
};
