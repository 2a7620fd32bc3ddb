import type { Metric } from '../contracts/metric.ts';
import {
  addToCounts,
  averageOverClasses,
  type ConfusionCounts,
  mergeCounts,
  startCounts,
} from './confusion-counts.ts';

/**
 * How far a positive decision can be trusted; multiclass: macro average.
 *
 * NaN when binary and no row was decided positive.
 */
export const precision: Metric<ConfusionCounts> = {
  room: 'metrics',
  name: 'precision',
  label: 'Precision',
  version: 1,
  about: 'Share of the rows decided positive that are positive; multiclass: mean over classes.',
  traits: {
    categories: ['binary', 'multiclass', 'anomaly'],
    better: 'higher',
    range: [0, 1],
    ofDecision: true,
  },
  start: startCounts,
  add: addToCounts,
  merge: mergeCounts,
  value: (acc) => averageOverClasses(acc, ({ hits, flagged }) => hits / flagged),
};
