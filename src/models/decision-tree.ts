import type { Model } from '../contracts/model.ts';
import type { ParamsOf } from '../contracts/params.ts';
import type { Forest } from '../learn/trees/forest.ts';
import { treeParams } from '../learn/trees/forest-params.ts';
import { growForest } from '../learn/trees/grow-forest.ts';
import { gainShares } from '../learn/trees/importances.ts';
import { explainMeans, openMeans } from '../learn/trees/mean-forest.ts';

// No other trees even out one that follows noise: with leaves of 20 it misses two worlds of the conformance suite.
const params = { ...treeParams, minRowsPerLeaf: { ...treeParams.minRowsPerLeaf, default: 40 } } as const;

/** One classification or regression tree (CART): cuts by Gini impurity or variance, leaves hold shares or means. */
export const decisionTree: Model<ParamsOf<typeof params>, Forest> = {
  room: 'models',
  name: 'decision-tree',
  version: 1,
  about: 'One decision tree: easy to read, rarely the best. Takes missing values and categories as they are.',
  params,
  traits: {
    tier: 'complex',
    onlyNamed: true,
    categories: ['binary', 'multiclass', 'regression'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
  },
  fit: (train, given, run) =>
    growForest(train, { ...given, trees: 1, columnShare: 1, bootstrap: false, cuts: 'best' }, run),
  open: openMeans,
  explain: explainMeans,
  importances: gainShares,
};
