import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Retriever } from '../contracts/retriever.ts';
import { fitRegression, type RegressionState } from '../learn/factors/item-regression.ts';
import { openRegression } from '../learn/factors/regression-scores.ts';
import { strengthPowerParam, strengthsOf } from '../learn/factors/strengths.ts';

const params = {
  regularisation: {
    type: 'number',
    default: 200,
    min: 0.1,
    max: 1e7,
    search: 'log',
    about: 'Penalty of squared weights, in users: what an item must be met by to speak for another.',
  },
  strengthPower: strengthPowerParam,
  kept: {
    type: 'integer',
    default: 2048,
    min: 1,
    max: 20_000,
    unit: 'items',
    about: 'Weights that are kept of an item, the largest, where there are more than twice as many items.',
  },
} as const satisfies ParamSpecs;

/** Regress every item on all others, without itself, in closed form. See learn/factors/item-regression.ts. */
export const ease: Retriever<ParamsOf<typeof params>, RegressionState> = {
  room: 'retrievers',
  name: 'ease',
  version: 1,
  about:
    'Items speak for each other by a regression of each on all others, in closed form (EASE, Steck 2019).',
  params,
  traits: {
    tier: 'simple',
    needs: [],
    parallel: ['model'],
    mostItems: 20_000,
    grid: [
      { regularisation: 100 },
      { regularisation: 500 },
      { regularisation: 50 },
      { regularisation: 20 },
      { regularisation: 1000 },
      { regularisation: 50, strengthPower: 0.5 },
      { regularisation: 2000 },
      { regularisation: 10 },
    ],
  },
  fit: ({ events }, settings, run) =>
    fitRegression(strengthsOf(events, settings.strengthPower), settings, run),
  open: (state) => openRegression(state),
};
