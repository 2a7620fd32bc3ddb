import type { Metric } from '../contracts/metric.ts';

interface Spread {
  weight: number;
  /** Mean of the truth. */
  mean: number;
  /** Squared distances of the truth from its mean. */
  around: number;
  /** Squared errors. */
  errors: number;
}

/**
 * Share of the variance of the truth that predictions explain; 0 is no better than its mean, below 0 is worse.
 *
 * NaN when the truth does not vary. Sums are taken around a running mean, so that a large offset costs no digits.
 * Source: Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance".
 */
export const r2: Metric<Spread> = {
  room: 'metrics',
  name: 'r2',
  label: 'R2',
  version: 1,
  about: 'Share of the variance of the target that is explained; 0 is no better than its mean.',
  traits: { categories: ['regression'], better: 'higher', range: [-Infinity, 1], ofDecision: false },
  start: () => ({ weight: 0, mean: 0, around: 0, errors: 0 }),
  add(acc, truth, predicted, offset, weight) {
    if (weight === 0) return;
    acc.weight += weight;
    const distance = truth - acc.mean;
    // The share comes first: it is exactly 1 for the first row, so equal truths have no spread at all.
    acc.mean += distance * (weight / acc.weight);
    acc.around += weight * distance * (truth - acc.mean);
    acc.errors += weight * (predicted[offset]! - truth) ** 2;
  },
  merge(a, b) {
    if (b.weight === 0) return a;
    const weight = a.weight + b.weight;
    const distance = b.mean - a.mean;
    a.mean += (distance * b.weight) / weight;
    a.around += b.around + (distance * distance * a.weight * b.weight) / weight;
    a.errors += b.errors;
    a.weight = weight;
    return a;
  },
  value: (acc) => (acc.around > 0 ? 1 - acc.errors / acc.around : Number.NaN),
};
