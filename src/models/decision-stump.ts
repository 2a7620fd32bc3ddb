import type { Model } from '../contracts/model.ts';
import type { ParamsOf } from '../contracts/params.ts';
import type { Forest } from '../learn/trees/forest.ts';
import { treeParams } from '../learn/trees/forest-params.ts';
import { growForest } from '../learn/trees/grow-forest.ts';
import { gainShares } from '../learn/trees/importances.ts';
import { explainMeans, openMeans } from '../learn/trees/mean-forest.ts';

const { minRowsPerLeaf, smoothing, maxBins } = treeParams;
const params = { minRowsPerLeaf, smoothing, maxBins } as const;

/** A decision tree of a single split (Iba and Langley 1992): what one question tells. */
export const decisionStump: Model<ParamsOf<typeof params>, Forest> = {
  room: 'models',
  name: 'decision-stump',
  version: 1,
  about:
    'One question: the best single split. A baseline that says how much of the answer lies in one column; a stump that is nearly as good as a model is a sign of a leak.',
  params,
  traits: {
    tier: 'baseline',
    onlyNamed: true,
    categories: ['binary', 'multiclass', 'regression'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
  },
  fit: (train, given, run) =>
    growForest(
      train,
      { ...given, trees: 1, maxLeaves: 2, maxDepth: 1, columnShare: 1, bootstrap: false, cuts: 'best' },
      run,
    ),
  open: openMeans,
  explain: explainMeans,
  importances: gainShares,
};
