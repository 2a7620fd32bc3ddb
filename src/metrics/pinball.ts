import type { Metric } from '../contracts/metric.ts';
import { addToMean, meanOf, mergeMeans, type WeightedMean } from './weighted-mean.ts';

interface Pinball extends WeightedMean {
  /** Share of rows that should lie below the answer. */
  readonly share: number;
}

/** Mean pinball loss at the quantile of the task; where it has none at the median, which is half of MAE. */
export const pinball: Metric<Pinball> = {
  room: 'metrics',
  name: 'pinball',
  label: 'Pinball loss',
  version: 1,
  about:
    'Mean pinball loss, in the unit of the target: least for the quantile that the models are asked for; without one for the median. Koenker and Bassett 1978.',
  traits: {
    categories: ['regression'],
    better: 'lower',
    range: [0, Infinity],
    ofDecision: false,
    ofLoss: 'quantile',
  },
  start: ({ task }) => ({
    sum: 0,
    weight: 0,
    share: (task.category === 'regression' ? task.quantile : undefined) ?? 0.5,
  }),
  add(acc, truth, predicted, offset, weight) {
    const short = truth - predicted[offset]!;
    addToMean(acc, short > 0 ? acc.share * short : (acc.share - 1) * short, weight);
  },
  merge: mergeMeans,
  value: meanOf,
};
