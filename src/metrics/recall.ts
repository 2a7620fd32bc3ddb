import type { Metric } from '../contracts/metric.ts';
import {
  addToCounts,
  averageOverClasses,
  type ConfusionCounts,
  mergeCounts,
  startCounts,
} from './confusion-counts.ts';

/**
 * How many of the positives are found; multiclass: macro average.
 *
 * NaN when binary and no row is positive.
 */
export const recall: Metric<ConfusionCounts> = {
  room: 'metrics',
  name: 'recall',
  label: 'Recall',
  version: 1,
  about: 'Share of the positive rows that are decided positive; multiclass: mean over classes.',
  traits: {
    categories: ['binary', 'multiclass', 'anomaly'],
    better: 'higher',
    range: [0, 1],
    ofDecision: true,
  },
  start: startCounts,
  add: addToCounts,
  merge: mergeCounts,
  value: (acc) => averageOverClasses(acc, ({ hits, actual }) => hits / actual),
};
