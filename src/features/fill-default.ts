import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { applyFill, type FillState, fillOutputs, fillState, indicatorParam } from './filling.ts';

const params = {
  number: {
    type: 'number',
    default: 0,
    min: -1e300,
    max: 1e300,
    about: 'What a number column gets where a value is missing.',
  },
  word: {
    type: 'text',
    default: 'missing',
    about: 'What a category or text column gets where a value is missing; may be a value of its own.',
  },
  ...indicatorParam,
} as const satisfies ParamSpecs;

/** Write a declared value where there is none. */
export const fillDefault: Feature<ParamsOf<typeof params>, FillState> = {
  room: 'features',
  name: 'fill-default',
  version: 1,
  about: 'Replace missing values by one that you choose.',
  params,
  traits: { accepts: ['number', 'category', 'text'], writes: 'same', missing: 'fills' },
  fit({ column }, _target, { number, word, indicator }) {
    if (column.form !== 'category') return fillState(column, number, indicator, word);
    const code = column.dictionary.indexOf(word);
    return fillState(column, code < 0 ? column.dictionary.length : code, indicator, word);
  },
  outputs: fillOutputs,
  apply: applyFill,
};
