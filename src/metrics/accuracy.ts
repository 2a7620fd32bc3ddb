import type { Metric } from '../contracts/metric.ts';
import { addToCounts, type ConfusionCounts, mergeCounts, startCounts } from './confusion-counts.ts';

/** Share of rows decided rightly. */
export const accuracy: Metric<ConfusionCounts> = {
  room: 'metrics',
  name: 'accuracy',
  label: 'Accuracy',
  version: 1,
  about: 'Share of rows for which the decision is right.',
  traits: { categories: ['binary', 'multiclass'], better: 'higher', range: [0, 1], ofDecision: true },
  start: startCounts,
  add: addToCounts,
  merge: mergeCounts,
  value({ classes, counts }) {
    let right = 0;
    let all = 0;
    for (let i = 0; i < counts.length; i++) {
      all += counts[i]!;
      if (i % (classes + 1) === 0) right += counts[i]!;
    }
    return right / all;
  },
};
