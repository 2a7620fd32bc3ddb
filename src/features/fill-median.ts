import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { median } from '../kernels/median.ts';
import { numbersOf } from '../table/forms.ts';
import { applyFill, type FillState, fillOutputs, fillState, indicatorParam } from './filling.ts';

const params = { ...indicatorParam } as const satisfies ParamSpecs;

/** Write the training median where there is no value; 0 when training had none at all. */
export const fillMedian: Feature<ParamsOf<typeof params>, FillState> = {
  room: 'features',
  name: 'fill-median',
  version: 1,
  about: 'Replace missing numbers by the median of the training rows; unmoved by outliers.',
  params,
  traits: { accepts: ['number'], writes: 'same', missing: 'fills' },
  fit({ column }, _target, { indicator }) {
    const middle = median(numbersOf(column));
    return fillState(column, Number.isNaN(middle) ? 0 : middle, indicator);
  },
  outputs: fillOutputs,
  apply: applyFill,
};
