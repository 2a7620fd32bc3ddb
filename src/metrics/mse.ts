import type { Metric } from '../contracts/metric.ts';
import { addToMean, meanOf, mergeMeans, startMean, type WeightedMean } from './weighted-mean.ts';

/** Mean squared error. */
export const mse: Metric<WeightedMean> = {
  room: 'metrics',
  name: 'mse',
  label: 'MSE',
  version: 1,
  about: 'Mean squared error, in the square of the unit of the target.',
  traits: { categories: ['regression'], better: 'lower', range: [0, Infinity], ofDecision: false },
  start: startMean,
  add(acc, truth, predicted, offset, weight) {
    addToMean(acc, (predicted[offset]! - truth) ** 2, weight);
  },
  merge: mergeMeans,
  value: meanOf,
};
