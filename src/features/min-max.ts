import type { Feature } from '../contracts/feature.ts';
import { numbersOf } from '../table/forms.ts';
import { rescale } from './scaling.ts';

type MinMaxState = {
  readonly facts: Record<never, never>;
  /** [2]: smallest and largest training value; 0 and 0 when there was none. */
  readonly arrays: { readonly range: Float64Array };
};

/** (x - min) / (max - min): training values become 0..1, later ones may lie outside. A constant column becomes 0. */
export const minMax: Feature<object, MinMaxState> = {
  room: 'features',
  name: 'min-max',
  version: 1,
  about: 'Scale so that the training values lie in 0..1.',
  params: {},
  traits: { accepts: ['number'], writes: 'number', missing: 'passes', scales: true },
  fit({ column }) {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const v of numbersOf(column)) {
      if (v < min) min = v;
      if (v > max) max = v;
    }
    return { facts: {}, arrays: { range: min > max ? Float64Array.of(0, 0) : Float64Array.of(min, max) } };
  },
  outputs: (_state, name) => [{ name, form: 'number' }],
  apply({ arrays: { range } }, column, out) {
    const min = range[0]!;
    const halfRange = range[1]! * 0.5 - min * 0.5;
    rescale(column, min, halfRange > 0 ? halfRange : 0.5, out[0]!);
  },
};
