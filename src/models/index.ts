import type { Model } from '../contracts/model.ts';
import { bagging } from './bagging.ts';
import { boostedTrees } from './boosted-trees.ts';
import { convolutionalNetwork } from './convolutional-network.ts';
import { decisionStump } from './decision-stump.ts';
import { decisionTree } from './decision-tree.ts';
import { deepCrossNetwork } from './deep-cross-network.ts';
import { extraTrees } from './extra-trees.ts';
import { gaussianMixture } from './gaussian-mixture.ts';
import { gaussianNaiveBayes } from './gaussian-naive-bayes.ts';
import { greedyEnsemble } from './greedy-ensemble.ts';
import { isolationForest } from './isolation-forest.ts';
import { kMeans } from './k-means.ts';
import { linear } from './linear.ts';
import { linearSvm } from './linear-svm.ts';
import { logistic } from './logistic.ts';
import { majority } from './majority.ts';
import { mean } from './mean.ts';
import { mlp } from './mlp.ts';
import { multinomialNaiveBayes } from './multinomial-naive-bayes.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import { onlineLinear } from './online-linear.ts';
import { principalComponents } from './principal-components.ts';
import { randomForest } from './random-forest.ts';
import { sparseLinear } from './sparse-linear.ts';
import { stacking } from './stacking.ts';
import { voting } from './voting.ts';
import { wideAndDeep } from './wide-and-deep.ts';

/** Ensembles look up the models that they are made of, by name. */
const find = (name: string): Model | undefined => models.find((m) => m.name === name);

/** Every model there is. Adding one costs its file, its test and a line here. */
export const models: readonly Model[] = [
  majority,
  mean,
  logistic,
  linear,
  linearSvm,
  sparseLinear,
  onlineLinear,
  boostedTrees,
  decisionStump,
  decisionTree,
  randomForest,
  extraTrees,
  gaussianNaiveBayes,
  multinomialNaiveBayes,
  nearestNeighbours,
  mlp,
  wideAndDeep,
  deepCrossNetwork,
  convolutionalNetwork,
  kMeans,
  gaussianMixture,
  isolationForest,
  principalComponents(find),
  bagging(find),
  voting(find),
  stacking(find),
  greedyEnsemble(find),
];
