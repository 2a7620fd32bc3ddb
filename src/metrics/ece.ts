import type { Metric } from '../contracts/metric.ts';
import { outputsOf } from '../contracts/task.ts';
import { argMax } from '../kernels/arg-max.ts';

const BINS = 15;

/** By bin of predicted probability. */
interface Bins {
  readonly outputs: number;
  readonly weight: Float64Array;
  readonly predicted: Float64Array;
  readonly cameTrue: Float64Array;
}

/**
 * Expected calibration error: how far stated probabilities lie from observed shares, on average over rows.
 *
 * 15 bins of equal width over 0..1, because those can be merged row by row, which bins of equal mass cannot. Binary:
 * P(positive) against the share of positives; multiclass: the highest P against the share decided rightly.
 * Source: Guo et al. 2017, "On calibration of modern neural networks".
 */
export const ece: Metric<Bins> = {
  room: 'metrics',
  name: 'ece',
  label: 'ECE',
  version: 1,
  about: 'Expected calibration error: mean distance of stated probability from observed share, in 15 bins.',
  traits: { categories: ['binary', 'multiclass'], better: 'lower', range: [0, 1], ofDecision: false },
  start: ({ task }) => ({
    outputs: outputsOf(task),
    weight: new Float64Array(BINS),
    predicted: new Float64Array(BINS),
    cameTrue: new Float64Array(BINS),
  }),
  add(acc, truth, predicted, offset, weight) {
    const likeliest = acc.outputs === 1 ? 0 : argMax(predicted, offset, acc.outputs);
    const p = predicted[offset + likeliest]!;
    const bin = Math.min(BINS - 1, Math.floor(p * BINS));
    const cameTrue = acc.outputs === 1 ? truth === 1 : truth === likeliest;
    acc.weight[bin]! += weight;
    acc.predicted[bin]! += weight * p;
    if (cameTrue) acc.cameTrue[bin]! += weight;
  },
  merge(a, b) {
    for (let i = 0; i < BINS; i++) {
      a.weight[i]! += b.weight[i]!;
      a.predicted[i]! += b.predicted[i]!;
      a.cameTrue[i]! += b.cameTrue[i]!;
    }
    return a;
  },
  value(acc) {
    let distance = 0;
    let all = 0;
    for (let i = 0; i < BINS; i++) {
      distance += Math.abs(acc.predicted[i]! - acc.cameTrue[i]!);
      all += acc.weight[i]!;
    }
    return distance / all;
  },
};
