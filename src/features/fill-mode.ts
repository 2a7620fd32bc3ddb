import type { Feature } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { sortedPresent } from '../kernels/quantile.ts';
import type { CategoryColumn } from '../table/column.ts';
import { numbersOf } from '../table/forms.ts';
import { applyFill, type FillState, fillOutputs, fillState, indicatorParam } from './filling.ts';

const params = { ...indicatorParam } as const satisfies ParamSpecs;

/**
 * Write the most frequent training value where there is none; of several, the smallest number or the first in the
 * dictionary. When training had no value at all: 0, or a category "missing" of its own.
 */
export const fillMode: Feature<ParamsOf<typeof params>, FillState> = {
  room: 'features',
  name: 'fill-mode',
  version: 1,
  about: 'Replace missing values by the most frequent one of the training rows.',
  params,
  traits: { accepts: ['number', 'category'], writes: 'same', missing: 'fills' },
  fit: ({ column }, _target, { indicator }) =>
    fillState(
      column,
      column.form === 'category' ? modeOfCodes(column) : modeOfNumbers(numbersOf(column)),
      indicator,
      'missing',
    ),
  outputs: fillOutputs,
  apply: applyFill,
};

function modeOfNumbers(values: Float64Array): number {
  const sorted = sortedPresent(values);
  let mode = 0;
  let most = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > most) {
      most = end - start;
      mode = sorted[start]!;
    }
    start = end;
  }
  return mode;
}

/** An empty dictionary gives its own length: a new value. */
function modeOfCodes(column: CategoryColumn): number {
  const counts = new Float64Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0 && code < counts.length) counts[code]!++;
  let mode = 0;
  for (let code = 1; code < counts.length; code++) if (counts[code]! > counts[mode]!) mode = code;
  return mode;
}
