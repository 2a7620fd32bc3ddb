import type { Model } from '../contracts/model.ts';
import type { ParamsOf } from '../contracts/params.ts';
import type { Forest } from '../learn/trees/forest.ts';
import { forestParams } from '../learn/trees/forest-params.ts';
import { growForest } from '../learn/trees/grow-forest.ts';
import { gainShares } from '../learn/trees/importances.ts';
import { explainMeans, openMeans } from '../learn/trees/mean-forest.ts';

/**
 * Extremely randomized trees: all rows, and of each column one cut drawn by chance.
 *
 * Cuts are drawn by the bins that a node meets, which a row that stands twice leaves as they are: weights need no
 * parameters without chance.
 */
export const extraTrees: Model<ParamsOf<typeof forestParams>, Forest> = {
  room: 'models',
  name: 'extra-trees',
  version: 1,
  about:
    'Extremely randomized trees: a forest whose cuts are drawn by chance. Smoother than a random forest.',
  params: forestParams,
  traits: {
    tier: 'complex',
    onlyNamed: true,
    underBudget: true,
    categories: ['binary', 'multiclass', 'regression'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
    parallel: ['model'],
    quick: { trees: 30 },
  },
  fit: (train, given, run) => {
    const columnShare = given.columnShare || usualShare(train.x.cols, train.task.category === 'regression');
    return growForest(train, { ...given, columnShare, bootstrap: false, cuts: 'random' }, run);
  },
  open: openMeans,
  explain: explainMeans,
  importances: gainShares,
};

/** All columns for values; for classes the square root of their number, at least two (Geurts et al. 2006). */
const usualShare = (cols: number, values: boolean): number =>
  values ? 1 : Math.min(1, Math.max(2, Math.sqrt(cols)) / cols);
