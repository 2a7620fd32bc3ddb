import type { Judged, KnownItems } from '../../contracts/ranking-metric.ts';
import type { RecommendEvaluation } from '../../contracts/recommend-evaluation.ts';
import { rankingMetrics } from '../../metrics/ranking/index.ts';
import type { BootstrapOptions } from '../bootstrap.ts';
import { listSlices } from './list-slices.ts';
import { type Cut, measureLists } from './measure-lists.ts';

/** Lengths of lists that are told of, as far as lists are that long. */
export const LENGTHS = [1, 2, 3, 5, 10, 20, 50];
/** Enough to draw an interval. */
const SAMPLES = 200;

/**
 * Every usual measure of the first 1, 2, 3, 5 ... places, and the primary one by kind of user: so that somebody can see what
 * a longer or shorter list would be. `most`: how long lists are. Costs 200 resamples for each measure and length.
 */
export function measuresAtCuts(
  judged: readonly Judged[],
  { metric: primary }: Cut,
  most: number,
  known: KnownItems,
  options: BootstrapOptions,
): NonNullable<RecommendEvaluation['atCuts']> {
  const few = { ...options, samples: Math.min(SAMPLES, options.samples) };
  const lengths = LENGTHS.filter((k) => k <= most);
  const told = rankingMetrics.filter(({ traits }) => traits.uncut !== true && traits.onlyNamed !== true);
  const cutsOf = (metric: Cut['metric']): readonly Cut[] => lengths.map((k) => ({ metric, k }));
  return {
    users: judged.length,
    lengths,
    metrics: measureLists(judged, told.flatMap(cutsOf), known, few),
    slices: primary.traits.uncut === true ? [] : listSlices(judged, cutsOf(primary), known, few),
  };
}
