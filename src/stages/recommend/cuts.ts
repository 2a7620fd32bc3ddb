import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import { type Cut, nameOf } from '../../explain/ranking/measure-lists.ts';
import { rankingMetrics } from '../../metrics/ranking/index.ts';

/** A measure by its name with the cut: "ndcgAt10", or "auc". Throws 'recommend/metric-unknown'. */
export function cutOf(name: string): Cut {
  const [, bare, k] = /^(.+)At([1-9]\d*)$/.exec(name) ?? [];
  const metric = rankingMetrics.find(
    ({ name: known, traits }) => known === (traits.uncut === true ? name : bare),
  );
  if (metric !== undefined) return { metric, k: metric.traits.uncut === true ? 1 : Number(k) };
  const known = rankingMetrics.map((m) => nameOf({ metric: m, k: 10 }));
  throw fail('recommend/metric-unknown', { name, known, near: nearest(name, known) });
}

/** What a recommender is told by where a design says nothing, the primary measure first. */
export const USUAL_CUTS: readonly string[] = [
  'ndcgAt10',
  'recallAt10',
  'recallAt20',
  'ndcgAt20',
  'hitRateAt10',
  'precisionAt10',
  'mapAt10',
  'mrrAt10',
  'auc',
  'coverageAt10',
  'concentrationAt10',
  'diversityAt10',
  'noveltyAt10',
  'serendipityAt10',
  'popularityBiasAt10',
];
