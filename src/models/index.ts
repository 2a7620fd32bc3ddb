import type { Model } from '../contracts/model.ts';
import { boostedTrees } from './boosted-trees.ts';
import { decisionTree } from './decision-tree.ts';
import { deepCrossNetwork } from './deep-cross-network.ts';
import { extraTrees } from './extra-trees.ts';
import { gaussianNaiveBayes } from './gaussian-naive-bayes.ts';
import { linear } from './linear.ts';
import { linearSvm } from './linear-svm.ts';
import { logistic } from './logistic.ts';
import { majority } from './majority.ts';
import { mean } from './mean.ts';
import { mlp } from './mlp.ts';
import { multinomialNaiveBayes } from './multinomial-naive-bayes.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import { randomForest } from './random-forest.ts';
import { wideAndDeep } from './wide-and-deep.ts';

/** Every model there is. Adding one costs its file, its test and a line here. */
export const models: readonly Model[] = [
  majority,
  mean,
  logistic,
  linear,
  linearSvm,
  boostedTrees,
  decisionTree,
  randomForest,
  extraTrees,
  gaussianNaiveBayes,
  multinomialNaiveBayes,
  nearestNeighbours,
  mlp,
  wideAndDeep,
  deepCrossNetwork,
];
