import type { UserMetric } from '../../contracts/ranking-metric.ts';

/**
 * Share of the first k places with an item that the user then wanted and that a list of what is most popular, less what he
 * had already, would not have shown. O(k + past). Source: Ge, Delgado-Battenfeld and Jannach 2010.
 */
export const serendipityAt: UserMetric = {
  room: 'metrics',
  of: 'user',
  name: 'serendipity',
  label: 'Serendipity',
  version: 1,
  about:
    'Share of places with something wanted that a list of the most popular would not have held. Ge et al. 2010.',
  traits: { better: 'higher', range: [0, 1], ofHits: true },
  value({ items, gains, ideal, past }, k, { byPopularity }) {
    if (ideal.length === 0) return Number.NaN;
    const had = new Set(past);
    const expected = new Set<number>();
    for (let i = 0; i < byPopularity.length && expected.size < k; i++)
      if (!had.has(byPopularity[i]!)) expected.add(byPopularity[i]!);
    let found = 0;
    for (let i = 0; i < k && i < gains.length; i++) if (gains[i]! > 0 && !expected.has(items[i]!)) found++;
    return found / k;
  },
};
