import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { openNeighbours } from '../learn/neighbours/neighbour-scores.ts';
import { keepRows, type NeighboursState } from '../learn/neighbours/neighbours-state.ts';

const MOST_ROWS = 1_000_000;

const params = {
  k: {
    type: 'integer',
    default: 20,
    min: 1,
    max: 10_000,
    unit: 'rows',
    search: 'log',
    about: 'Neighbours that are asked, as a sum of weights: a row of weight 2 counts twice.',
  },
  weighting: {
    type: 'choice',
    choices: ['uniform', 'distance'],
    default: 'uniform',
    about: 'Every neighbour counts the same, or the nearer the more (1 / distance).',
  },
  priorRows: {
    type: 'number',
    default: 1,
    min: 0,
    max: 10_000,
    unit: 'rows',
    about:
      "For classes: rows' worth of the class shares of training added to the votes, so that no chance is 0.",
  },
  maxRows: {
    type: 'integer',
    default: 20_000,
    min: 1,
    max: MOST_ROWS,
    unit: 'rows',
    about:
      'Training rows that are kept; of more, so many are drawn. Every prediction passes over all of them.',
  },
} as const satisfies ParamSpecs;

/**
 * The k nearest training rows by Euclidean distance over the scaled matrix, found exactly: a class by their votes, a
 * value by their mean. Of rows equally far the earlier one is taken.
 *
 * scikit-learn's KNeighborsClassifier (with priorRows = 0) and KNeighborsRegressor, and weights besides. The state holds
 * the rows: 8 bytes a value.
 */
export const nearestNeighbours: Model<ParamsOf<typeof params>, NeighboursState> = {
  room: 'models',
  name: 'nearest-neighbours',
  version: 1,
  about: 'The nearest training rows vote, or give their mean. Keeps the rows; slow to score on many.',
  params,
  traits: {
    tier: 'simple',
    categories: ['binary', 'multiclass', 'regression'],
    onlyNamed: true,
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
    withoutChance: { maxRows: MOST_ROWS },
  },
  fit: (train, { weighting, ...settings }, run) =>
    keepRows(train, { ...settings, byDistance: weighting === 'distance' }, run),
  open: openNeighbours,
};
