import type { ParamSpecs } from '../../contracts/params.ts';

/** What every naive Bayes model lets one choose. */
export const bayesParams = {
  priors: {
    type: 'choice',
    choices: ['observed', 'equal'],
    default: 'observed',
    about: 'Chance of a class before a row is seen: its share of the training rows, or the same for all.',
  },
} as const satisfies ParamSpecs;
