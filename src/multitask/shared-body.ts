import type { MultiTaskModel } from '../contracts/multi-task.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { fitHeads } from '../learn/nn/heads/fit-heads.ts';
import { type HeadsState, openHeads } from '../learn/nn/heads/heads-state.ts';
import { bodyParams } from '../learn/nn/table/body-params.ts';
import { quick } from '../learn/nn/table/table-settings.ts';
import { headParams } from './head-params.ts';

const params = {
  experts: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 64,
    unit: 'bodies',
    about:
      'Bodies side by side, of which each head takes a mean that its own gate weighs (MMoE); 1 = all heads share one.',
  },
  headUnits: {
    type: 'integer',
    default: 16,
    min: 0,
    max: 8192,
    unit: 'units',
    about: "Width of a hidden layer of each head's own; 0 = none.",
  },
  ...headParams,
  ...bodyParams,
} as const satisfies ParamSpecs;

/**
 * One network for all heads: what one action tells of a row helps to tell the others, and a row is scored once.
 *
 * Takes missing values (the mean, and a mark) and category codes (learned vectors) as they are. O(epochs x rows x weights).
 * Sources: Caruana 1997, "Multitask learning"; Ma et al. 2018 for gates; Huber 1964 for amounts, as logs.
 */
export const sharedBody: MultiTaskModel<ParamsOf<typeof params>, HeadsState> = {
  room: 'multitask',
  name: 'shared-body',
  version: 1,
  about:
    'A network that all heads share, over numbers and learned vectors of categories, with a head for each.',
  params,
  traits: { tier: 'complex', resumes: true, quick },
  fit: fitHeads,
  open: openHeads,
};
