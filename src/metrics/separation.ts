import type { Metric } from '../contracts/metric.ts';
import { outputsOf } from '../contracts/task.ts';
import { addToMean, meanOf, mergeMeans, startMean, type WeightedMean } from './weighted-mean.ts';

interface Separation extends WeightedMean {
  readonly outputs: number;
}

/**
 * Mean of 1 - second / first, of the memberships of a row: 1 where each row is of one cluster alone, 0 where it is as much
 * of the next one. Of k-means it is 1 - (distance to the nearest centre / to the next)^2, a simplified silhouette
 * (Hruschka et al. 2004).
 */
export const separation: Metric<Separation> = {
  room: 'metrics',
  name: 'separation',
  label: 'Separation',
  version: 1,
  about: 'How much more rows belong to their cluster than to the next one; 1 is clear cut.',
  traits: { categories: ['cluster'], better: 'higher', range: [0, 1], ofDecision: false, withoutTruth: true },
  start: ({ task }) => ({ ...startMean(), outputs: outputsOf(task) }),
  add(acc, _truth, predicted, offset, weight) {
    let [first, second] = [0, 0];
    for (let k = offset; k < offset + acc.outputs; k++) {
      const membership = predicted[k]!;
      if (membership > first) [first, second] = [membership, first];
      else if (membership > second) second = membership;
    }
    addToMean(acc, 1 - second / first, weight);
  },
  merge: mergeMeans,
  value: meanOf,
};
