import type { Metric } from '../contracts/metric.ts';
import { addToMean, meanOf, mergeMeans, startMean, type WeightedMean } from './weighted-mean.ts';

/** 2 (y ln(y / s) - y + s); infinite where no such count can come of the rate s, NaN of a count below 0. */
function deviance(y: number, s: number): number {
  if (y < 0) return Number.NaN;
  if (s < 0 || (s === 0 && y > 0)) return Number.POSITIVE_INFINITY;
  return 2 * ((y === 0 ? 0 : y * Math.log(y / s)) - y + s);
}

/** Mean Poisson deviance of counts. */
export const poissonDeviance: Metric<WeightedMean> = {
  room: 'metrics',
  name: 'poissonDeviance',
  label: 'Poisson deviance',
  version: 1,
  about:
    'Mean Poisson deviance of counts: twice what the log-likelihood falls short of its most. Undefined where a count or an answer is below 0, or the answer 0 and the count not.',
  traits: {
    categories: ['regression'],
    better: 'lower',
    range: [0, Infinity],
    ofDecision: false,
    ofLoss: 'poisson',
  },
  start: startMean,
  add(acc, truth, predicted, offset, weight) {
    addToMean(acc, deviance(truth, predicted[offset]!), weight);
  },
  merge: mergeMeans,
  value: meanOf,
};
