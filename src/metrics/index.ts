import type { Metric } from '../contracts/metric.ts';
import { accuracy } from './accuracy.ts';
import { brier } from './brier.ts';
import { ece } from './ece.ts';
import { f1 } from './f1.ts';
import { flagged } from './flagged.ts';
import { logLoss } from './log-loss.ts';
import { mae } from './mae.ts';
import { map } from './map-of-lists.ts';
import { mrr } from './mrr-of-lists.ts';
import { mse } from './mse.ts';
import { ndcg, ndcgAt5, ndcgAt10 } from './ndcg-of-lists.ts';
import { pinball } from './pinball.ts';
import { poissonDeviance } from './poisson-deviance.ts';
import { prAuc } from './pr-auc.ts';
import { precision } from './precision.ts';
import { r2 } from './r2.ts';
import { recall } from './recall.ts';
import { rmse } from './rmse.ts';
import { rocAuc } from './roc-auc.ts';
import { separation } from './separation.ts';

/** Every metric there is, in the order in which people are told of them. Adding one costs its file, its test and a line here. */
export const metrics: readonly Metric[] = [
  precision,
  recall,
  f1,
  accuracy,
  rocAuc,
  prAuc,
  logLoss,
  brier,
  ece,
  rmse,
  mae,
  r2,
  mse,
  pinball,
  poissonDeviance,
  ndcgAt10,
  ndcgAt5,
  ndcg,
  map,
  mrr,
  separation,
  flagged,
];
