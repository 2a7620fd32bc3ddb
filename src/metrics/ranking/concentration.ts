import type { ListsMetric } from '../../contracts/ranking-metric.ts';
import { addShown, mergeShown, type Shown, startShown } from './shown.ts';

/**
 * Gini coefficient of how often each item is shown: 0 = all alike, near 1 = a few have all places. O(items log items).
 * Source: Fleder and Hosanagar 2009.
 */
export const concentrationAt: ListsMetric<Shown> = {
  room: 'metrics',
  of: 'lists',
  name: 'concentration',
  label: 'Concentration',
  version: 1,
  about:
    'Gini coefficient of how often each item is shown: 0 = all alike, near 1 = few have all places. Fleder and Hosanagar 2009.',
  traits: { better: 'lower', range: [0, 1], ofHits: false },
  start: startShown,
  add: addShown,
  merge: mergeShown,
  value({ times, places }) {
    if (places === 0) return Number.NaN;
    const n = times.length;
    let sum = 0;
    times.toSorted().forEach((shown, i) => {
      sum += (2 * (i + 1) - n - 1) * shown;
    });
    return sum / (n * places);
  },
};
