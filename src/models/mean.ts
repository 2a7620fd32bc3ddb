import type { Model } from '../contracts/model.ts';

/** The mean of the training target, for every row alike: what any other regression has to beat. */
export const mean: Model = {
  room: 'models',
  name: 'mean',
  version: 1,
  about:
    'Answers every row with the mean of the training target; the baseline of regression, and of ranking, where it leaves every order to chance.',
  params: {},
  traits: {
    tier: 'baseline',
    categories: ['regression', 'ranking'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
  },
  fit({ y, weights }, _params, run) {
    run.checkCancelled();
    let value = 0;
    let total = 0;
    for (let r = 0; r < y.length; r++) {
      const weight = weights === null ? 1 : weights[r]!;
      total += weight;
      // A running mean: it cannot overflow, and equal targets give exactly that target.
      value += (y[r]! - value) * (weight / total);
    }
    return { facts: {}, arrays: { value: Float64Array.of(value) } };
  },
  open(state) {
    const value = state.arrays.value![0]!;
    return (rows, out) => {
      out.fill(value, 0, rows.rows);
    };
  },
};
