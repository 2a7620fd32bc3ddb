import type { RankingMetric } from '../../contracts/ranking-metric.ts';
import { auc } from './auc.ts';
import { concentrationAt } from './concentration.ts';
import { coverageAt } from './coverage.ts';
import { diversityAt } from './diversity.ts';
import { hitRateAt } from './hit-rate.ts';
import { mapAt } from './map.ts';
import { mrrAt } from './mrr.ts';
import { ndcgAt } from './ndcg.ts';
import { noveltyAt } from './novelty.ts';
import { popularityBiasAt } from './popularity-bias.ts';
import { precisionAt } from './precision.ts';
import { recallAt } from './recall.ts';
import { serendipityAt } from './serendipity.ts';
import { worthAt } from './worth.ts';

/** Every measure of lists there is, in the order in which people are told of them. Adding one costs its file and a line here. */
export const rankingMetrics: readonly RankingMetric[] = [
  ndcgAt,
  recallAt,
  hitRateAt,
  precisionAt,
  mapAt,
  mrrAt,
  auc,
  coverageAt,
  concentrationAt,
  diversityAt,
  noveltyAt,
  serendipityAt,
  popularityBiasAt,
  worthAt,
];
