import type { UserMetric } from '../../contracts/ranking-metric.ts';

/**
 * The chance that an item which the user then wanted stands before one that he did not, equals counted half. NaN also where
 * he wanted all candidates. Source: Rendle et al. 2009 (BPR), section 4.
 */
export const auc: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'auc',
  label: 'AUC per user',
  version: 1,
  about:
    'Chance that something wanted stands before something else, over all candidates of a user. Rendle et al. 2009.',
  traits: { better: 'higher', range: [0, 1], uncut: true, ofHits: true },
  value({ before, candidates }) {
    const wanted = before.length;
    const others = candidates - wanted;
    if (wanted === 0 || others <= 0) return Number.NaN;
    let above = 0;
    for (const n of before) above += n;
    // Of each pair of wanted items one stands before the other: those are in `before` too, one for each pair.
    return 1 - (above - (wanted * (wanted - 1)) / 2) / (wanted * others);
  },
};
