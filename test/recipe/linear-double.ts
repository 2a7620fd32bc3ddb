import type { Model } from '../../src/contracts/model.ts';

type SumState = {
  readonly facts: Record<never, never>;
  readonly arrays: { readonly weights: Float64Array };
};

/** A linear model with fixed weights 1, 1/2, 1/3, ...: enough of a model to test everything around one. */
export const linearDouble: Model<object, SumState> = {
  room: 'models',
  name: 'linear-double',
  version: 1,
  about: 'Adds the columns up.',
  params: {},
  traits: {
    tier: 'simple',
    categories: ['binary', 'regression'],
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
  },
  fit: ({ x }) => ({
    facts: {},
    arrays: { weights: Float64Array.from({ length: x.cols }, (_, c) => 1 / (c + 1)) },
  }),
  open:
    ({ arrays: { weights } }) =>
    (rows, out) => {
      for (let r = 0; r < rows.rows; r++) {
        let sum = 0;
        for (let c = 0; c < rows.cols; c++) sum += weights[c]! * rows.data[c * rows.rows + r]!;
        out[r] = sum;
      }
    },
  explain: ({ arrays: { weights } }) => ({
    base: new Float64Array(1),
    contributions(rows, row, out) {
      for (let c = 0; c < rows.cols; c++) out[c] = weights[c]! * rows.data[c * rows.rows + row]!;
    },
  }),
};

/** The same, as a model that takes NaN and category codes as they are. */
export const nativeDouble: Model<object, SumState> = {
  ...linearDouble,
  name: 'native-double',
  traits: { ...linearDouble.traits, missing: 'native', categorical: 'native', scaled: false },
};
