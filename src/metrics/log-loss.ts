import type { Metric } from '../contracts/metric.ts';
import { outputsOf } from '../contracts/task.ts';
import { addToMean, meanOf, mergeMeans, startMean, type WeightedMean } from './weighted-mean.ts';

interface LogLoss extends WeightedMean {
  readonly outputs: number;
}

/**
 * Mean of -ln P(what came true).
 *
 * A probability is taken as no nearer to 0 or 1 than 2^-52, so that one certain mistake costs 36 and not infinity
 * (as scikit-learn does).
 */
export const logLoss: Metric<LogLoss> = {
  room: 'metrics',
  name: 'logLoss',
  label: 'Log loss',
  version: 1,
  about: 'Mean surprise at what came true, in nats; rewards honest probabilities.',
  traits: {
    categories: ['binary', 'multiclass'],
    better: 'lower',
    range: [0, -Math.log(Number.EPSILON)],
    ofDecision: false,
  },
  start: ({ task }) => ({ ...startMean(), outputs: outputsOf(task) }),
  add(acc, truth, predicted, offset, weight) {
    const p = acc.outputs > 1 ? predicted[offset + truth]! : predicted[offset]!;
    const came = acc.outputs > 1 || truth === 1 ? p : 1 - p;
    addToMean(acc, -Math.log(Math.min(Math.max(came, Number.EPSILON), 1 - Number.EPSILON)), weight);
  },
  merge: mergeMeans,
  value: meanOf,
};
