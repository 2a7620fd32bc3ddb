import type { Metric } from '../contracts/metric.ts';
import { outputsOf } from '../contracts/task.ts';
import { addToMean, meanOf, mergeMeans, startMean, type WeightedMean } from './weighted-mean.ts';

interface Brier extends WeightedMean {
  readonly outputs: number;
}

/**
 * Mean squared distance of the probabilities from what came true: binary (P - y)^2 in 0..1; multiclass summed over
 * the classes, in 0..2 (as scikit-learn does).
 *
 * Source: Brier 1950.
 */
export const brier: Metric<Brier> = {
  room: 'metrics',
  name: 'brier',
  label: 'Brier score',
  version: 1,
  about: 'Mean squared distance between probability and what came true.',
  traits: { categories: ['binary', 'multiclass'], better: 'lower', range: [0, 2], ofDecision: false },
  start: ({ task }) => ({ ...startMean(), outputs: outputsOf(task) }),
  add(acc, truth, predicted, offset, weight) {
    if (acc.outputs === 1) {
      addToMean(acc, (predicted[offset]! - truth) ** 2, weight);
      return;
    }
    let distance = 0;
    for (let k = 0; k < acc.outputs; k++) distance += (predicted[offset + k]! - Number(k === truth)) ** 2;
    addToMean(acc, distance, weight);
  },
  merge: mergeMeans,
  value: meanOf,
};
