import type { ListsMetric } from '../../contracts/ranking-metric.ts';
import { addShown, mergeShown, type Shown, startShown } from './shown.ts';

/** Items that anybody is shown, by all items. Source: Herlocker et al. 2004, "catalog coverage". */
export const coverageAt: ListsMetric<Shown> = {
  room: 'metrics',
  of: 'lists',
  name: 'coverage',
  label: 'Coverage',
  version: 1,
  about: 'Share of all items that at least one user is shown. Herlocker et al. 2004.',
  traits: { better: 'higher', range: [0, 1], ofHits: false },
  start: startShown,
  add: addShown,
  merge: mergeShown,
  value({ times, places }) {
    if (places === 0) return Number.NaN;
    let shown = 0;
    for (const n of times) if (n > 0) shown++;
    return shown / times.length;
  },
};
