import type { MultiTaskModel } from '../contracts/multi-task.ts';

/** The mean of each head over training rows, for every row alike: what any other model has to beat. O(rows x heads). */
export const headRates: MultiTaskModel = {
  room: 'multitask',
  name: 'head-rates',
  version: 1,
  about: 'Answers every row with the rate, or the mean amount, of each head in training; the baseline.',
  params: {},
  traits: { tier: 'baseline' },
  fit({ y, weights }, _params, run) {
    run.checkCancelled();
    const mean = Float64Array.from(y, (truths) => {
      let value = 0;
      let total = 0;
      for (let r = 0; r < truths.length; r++) {
        if (Number.isNaN(truths[r]!)) continue;
        const weight = weights?.[r] ?? 1;
        total += weight;
        // A running mean: equal truths give exactly that truth.
        value += (truths[r]! - value) * (weight / total);
      }
      return value;
    });
    return { facts: {}, arrays: { mean } };
  },
  open(state) {
    const mean = state.arrays.mean as Float64Array;
    return (rows, out) => {
      for (let r = 0; r < rows.rows; r++) out.set(mean, r * mean.length);
    };
  },
};
