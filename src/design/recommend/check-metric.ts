import { cutName, type RankingMetric } from '../../contracts/ranking-metric.ts';
import { nearest } from '../../errors/nearest.ts';
import { rankingMetrics } from '../../metrics/ranking/index.ts';
import type { DesignPath } from '../file.ts';
import type { Notes } from '../resolution.ts';

/** The places that metrics look at where nobody says; of recall these besides. */
export const CUTS = { usual: 10, more: [20, 50] };

/** What a recommender is measured by where nobody says. */
export const usualMetrics = (): readonly string[] =>
  rankingMetrics
    .filter(({ traits }) => traits.onlyNamed !== true)
    .flatMap((metric) => [
      cutName(metric, CUTS.usual),
      ...(metric.name.startsWith('recall') ? CUTS.more.map((k) => cutName(metric, k)) : []),
    ]);

/** "recallAt20": a metric of the room, and the first how many places it looks at. Notes a problem where there is none. */
export function checkMetric(notes: Notes, name: string, path: DesignPath): RankingMetric | undefined {
  const cut = /^(.+)At([1-9][0-9]{0,3})$/.exec(name);
  const found = rankingMetrics.find((m) => (m.traits.uncut === true ? m.name === name : m.name === cut?.[1]));
  if (found !== undefined) return found;
  const known = rankingMetrics.map((metric) => cutName(metric, CUTS.usual));
  notes.problem(
    'design/component-unknown',
    { room: 'metric', name, known, near: nearest(name, known) },
    path,
  );
  return undefined;
}
