import type { Metric } from '../contracts/metric.ts';
import { addToMean, meanOf, mergeMeans, startMean, type WeightedMean } from './weighted-mean.ts';

/** Root of the mean squared error. */
export const rmse: Metric<WeightedMean> = {
  room: 'metrics',
  name: 'rmse',
  label: 'RMSE',
  version: 1,
  about: 'Root of the mean squared error, in the unit of the target.',
  traits: { categories: ['regression'], better: 'lower', range: [0, Infinity], ofDecision: false },
  start: startMean,
  add(acc, truth, predicted, offset, weight) {
    addToMean(acc, (predicted[offset]! - truth) ** 2, weight);
  },
  merge: mergeMeans,
  value: (acc) => Math.sqrt(meanOf(acc)),
};
