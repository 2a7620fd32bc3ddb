import type { Metric } from '../contracts/metric.ts';
import { addToMean, meanOf, mergeMeans, startMean, type WeightedMean } from './weighted-mean.ts';

/** Mean absolute error. */
export const mae: Metric<WeightedMean> = {
  room: 'metrics',
  name: 'mae',
  label: 'MAE',
  version: 1,
  about: 'Mean absolute error, in the unit of the target.',
  traits: { categories: ['regression'], better: 'lower', range: [0, Infinity], ofDecision: false },
  start: startMean,
  add(acc, truth, predicted, offset, weight) {
    addToMean(acc, Math.abs(predicted[offset]! - truth), weight);
  },
  merge: mergeMeans,
  value: meanOf,
};
