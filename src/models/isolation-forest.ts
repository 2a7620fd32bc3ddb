import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { growIsolationForest, type IsolationForest } from '../learn/anomaly/isolation-forest.ts';
import { openIsolation } from '../learn/anomaly/isolation-scores.ts';

const MOST_ROWS = 1_000_000;

const params = {
  trees: {
    type: 'integer',
    default: 200,
    min: 1,
    max: 100_000,
    unit: 'trees',
    about: 'Trees that are grown and averaged.',
  },
  sampleRows: {
    type: 'integer',
    default: 256,
    min: 2,
    max: MOST_ROWS,
    unit: 'rows',
    search: { scale: 'log', low: 64, high: 4096 },
    about: 'Rows that each tree is grown on; of many, those that stand apart hide each other.',
  },
} as const satisfies ParamSpecs;

/**
 * Isolation forest: scikit-learn's IsolationForest, and rows with missing values besides. A category is one column of
 * codes, so that it is asked for as often as a number.
 */
export const isolationForest: Model<ParamsOf<typeof params>, IsolationForest> = {
  room: 'models',
  name: 'isolation-forest',
  version: 1,
  about: 'Rows that random cuts part from all others soon stand apart (Liu, Ting and Zhou 2008).',
  params,
  traits: {
    tier: 'simple',
    categories: ['anomaly'],
    missing: 'native',
    categorical: 'native',
    manyCategories: true,
    scaled: false,
    withoutChance: { sampleRows: MOST_ROWS },
    quick: { trees: 50 },
  },
  fit: ({ x, weights }, settings, run) => growIsolationForest(x, weights, settings, run),
  open: openIsolation,
};
