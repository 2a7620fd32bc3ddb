import type { Model } from '../contracts/model.ts';
import { outputsOf } from '../contracts/task.ts';

/** The class frequencies of training rows, for every row alike: what any other classifier has to beat. */
export const majority: Model = {
  room: 'models',
  name: 'majority',
  version: 1,
  about: 'Answers every row with the class frequencies of training; the baseline of classification.',
  params: {},
  traits: {
    tier: 'baseline',
    categories: ['binary', 'multiclass'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
  },
  fit({ task, y, weights }, _params, run) {
    run.checkCancelled();
    const outputs = outputsOf(task);
    const frequency = new Float64Array(Math.max(2, outputs));
    let total = 0;
    for (let r = 0; r < y.length; r++) {
      const weight = weights === null ? 1 : weights[r]!;
      frequency[y[r]!]! += weight;
      total += weight;
    }
    for (let k = 0; k < frequency.length; k++) frequency[k]! /= total;
    return {
      facts: {},
      arrays: { frequency: outputs === 1 ? frequency.slice(1) : frequency },
    };
  },
  open(state) {
    const frequency = state.arrays.frequency as Float64Array;
    return (rows, out) => {
      for (let r = 0; r < rows.rows; r++) out.set(frequency, r * frequency.length);
    };
  },
};
