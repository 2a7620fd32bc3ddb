import type { Metric } from '../contracts/metric.ts';
import { addToMean, meanOf, mergeMeans, startMean, type WeightedMean } from './weighted-mean.ts';

interface Flagged extends WeightedMean {
  readonly threshold: number;
}

/** Share of rows whose score is at or above the threshold. */
export const flagged: Metric<Flagged> = {
  room: 'metrics',
  name: 'flagged',
  label: 'Flagged',
  version: 1,
  about: 'Share of rows that are taken for anomalous.',
  traits: { categories: ['anomaly'], better: 'lower', range: [0, 1], ofDecision: true, withoutTruth: true },
  start: ({ threshold }) => ({ ...startMean(), threshold }),
  add(acc, _truth, predicted, offset, weight) {
    addToMean(acc, Number(predicted[offset]! >= acc.threshold), weight);
  },
  merge: mergeMeans,
  value: meanOf,
};
