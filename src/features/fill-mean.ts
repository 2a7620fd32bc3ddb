import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { moments } from '../kernels/moments.ts';
import { numbersOf } from '../table/forms.ts';
import { applyFill, type FillState, fillOutputs, fillState, indicatorParam } from './filling.ts';

const params = { ...indicatorParam } as const satisfies ParamSpecs;

/** Write the training mean where there is no value; 0 when training had none at all. */
export const fillMean: Feature<ParamsOf<typeof params>, FillState> = {
  room: 'features',
  name: 'fill-mean',
  version: 1,
  about: 'Replace missing numbers by the mean of the training rows.',
  params,
  traits: { accepts: ['number'], writes: 'same', missing: 'fills' },
  fit: ({ column }, _target, { indicator }) => fillState(column, moments(numbersOf(column)).mean, indicator),
  outputs: fillOutputs,
  apply: applyFill,
};
