import type { Feature } from '../contracts/feature.ts';
import { moments } from '../kernels/moments.ts';
import { numbersOf } from '../table/forms.ts';
import { rescale } from './scaling.ts';

type ZScoreState = {
  readonly facts: Record<never, never>;
  /** [2]: mean and population standard deviation of the training values; a deviation of 0 is kept as 1. */
  readonly arrays: { readonly meanSd: Float64Array };
};

/** (x - mean) / standard deviation. A constant column becomes 0. */
export const zScore: Feature<object, ZScoreState> = {
  room: 'features',
  name: 'z-score',
  version: 1,
  about: 'Standardise to mean 0 and standard deviation 1.',
  params: {},
  traits: { accepts: ['number'], writes: 'number', missing: 'passes', scales: true },
  fit({ column }) {
    const { mean, sd } = moments(numbersOf(column));
    return { facts: {}, arrays: { meanSd: Float64Array.of(mean, isConstant(mean, sd) ? 1 : sd) } };
  },
  outputs: (_state, name) => [{ name, form: 'number' }],
  apply: ({ arrays: { meanSd } }, column, out) => rescale(column, meanSd[0]!, meanSd[1]! * 0.5, out[0]!),
};

/** A deviation that is only the rounding of the mean says that all values are equal. */
const isConstant = (mean: number, sd: number): boolean => sd <= Math.abs(mean) * 2 ** -50;
