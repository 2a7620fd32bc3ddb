import type { ParamSpecs } from '../../contracts/params.ts';

/** The parameters that every linear model has. */
export const linearParams = {
  penalty: {
    type: 'choice',
    choices: ['l2', 'l1', 'elastic', 'none'],
    default: 'l2',
    about: 'How large weights are charged: l2 shrinks all, l1 drops columns, elastic does both.',
  },
  strength: {
    type: 'number',
    default: 1,
    min: 0,
    max: 1e9,
    search: { scale: 'log', low: 0.001, high: 1000 },
    about: 'Charge on the weights against the sum of the losses of all rows; more is simpler.',
  },
  mix: {
    type: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    search: 'linear',
    about: 'Of penalty elastic: the share of l1; the rest is l2.',
  },
  tolerance: {
    type: 'number',
    default: 1e-5,
    min: 1e-12,
    max: 1,
    about: 'Stop when no slope of the mean loss is larger.',
  },
  iterations: {
    type: 'integer',
    default: 1000,
    min: 1,
    max: 100_000,
    about: 'Most iterations of the search.',
  },
} as const satisfies ParamSpecs;

/** Those of a linear model that can choose its strength. */
export const chosenParams = {
  ...linearParams,
  strengths: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 200,
    about:
      'Strengths to try, from one that drops every column down to `strength`: the one that does best on validation rows, or in 5 folds, is kept.',
  },
} as const satisfies ParamSpecs;
