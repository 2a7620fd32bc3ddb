import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Forest } from '../learn/trees/forest.ts';
import { forestParams } from '../learn/trees/forest-params.ts';
import { growForest } from '../learn/trees/grow-forest.ts';
import { gainShares } from '../learn/trees/importances.ts';
import { explainMeans, openMeans } from '../learn/trees/mean-forest.ts';

const params = {
  ...forestParams,
  bootstrap: {
    type: 'boolean',
    default: true,
    about: 'Each tree sees as many rows as there are, drawn with replacement; else all of them.',
  },
} as const satisfies ParamSpecs;

/** Breiman's random forest: bootstrapped trees, each split choosing from columns drawn anew. */
export const randomForest: Model<ParamsOf<typeof params>, Forest> = {
  room: 'models',
  name: 'random-forest',
  version: 1,
  about:
    'Random forest: the mean of many trees. Little to tune; takes missing values and categories as they are.',
  params,
  traits: {
    tier: 'complex',
    onlyNamed: true,
    underBudget: true,
    categories: ['binary', 'multiclass', 'regression'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
    parallel: ['model'],
    withoutChance: { bootstrap: false, columnShare: 1 },
    quick: { trees: 30 },
  },
  fit: (train, given, run) => {
    const columnShare = given.columnShare || usualShare(train.x.cols, train.task.category === 'regression');
    return growForest(train, { ...given, columnShare, cuts: 'best' }, run);
  },
  open: openMeans,
  explain: explainMeans,
  importances: gainShares,
};

/**
 * The square root of the number of columns for classes, a third of them for values (Breiman's advice), of few columns
 * two: one alone is no choice.
 */
const usualShare = (cols: number, values: boolean): number =>
  Math.min(1, Math.max(2, values ? cols / 3 : Math.sqrt(cols)) / cols);
