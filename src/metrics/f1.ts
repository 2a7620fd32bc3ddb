import type { Metric } from '../contracts/metric.ts';
import {
  addToCounts,
  averageOverClasses,
  type ConfusionCounts,
  mergeCounts,
  startCounts,
} from './confusion-counts.ts';

/**
 * Harmonic mean of precision and recall, as 2 hits / (flagged + actual); multiclass: macro average.
 *
 * NaN when binary and no row is positive, in truth or by decision.
 */
export const f1: Metric<ConfusionCounts> = {
  room: 'metrics',
  name: 'f1',
  label: 'F1',
  version: 1,
  about: 'Harmonic mean of precision and recall; multiclass: mean over classes.',
  traits: {
    categories: ['binary', 'multiclass', 'anomaly'],
    better: 'higher',
    range: [0, 1],
    ofDecision: true,
  },
  start: startCounts,
  add: addToCounts,
  merge: mergeCounts,
  value: (acc) => averageOverClasses(acc, ({ hits, flagged, actual }) => (2 * hits) / (flagged + actual)),
};
