import type { Explainer, Model } from '../contracts/model.ts';
import type { ParamsOf } from '../contracts/params.ts';
import { fitForest } from '../learn/trees/boost.ts';
import { boostParams } from '../learn/trees/boost-params.ts';
import { chooseDirections } from '../learn/trees/directions.ts';
import type { Forest } from '../learn/trees/forest.ts';
import { gainShares } from '../learn/trees/importances.ts';
import { openLinked } from '../learn/trees/linked-scores.ts';
import { chooseLoss } from '../learn/trees/losses/choose.ts';
import { TreeExplainer } from '../learn/trees/shap.ts';

/** Gradient-boosted trees on histograms, grown leaf by leaf. */
export const boostedTrees: Model<ParamsOf<typeof boostParams>, Forest> = {
  room: 'models',
  name: 'boosted-trees',
  version: 1,
  about:
    'Gradient-boosted decision trees: the usual best choice for tables. Takes missing values and categories as they are.',
  params: boostParams,
  traits: {
    tier: 'complex',
    categories: ['binary', 'multiclass', 'regression', 'ranking'],
    missing: 'native',
    categorical: 'native',
    scaled: false,
    parallel: ['model'],
    withoutChance: { rowShare: 1, columnShare: 1 },
    quick: { learningRate: 0.2 },
  },
  fit(train, given, run) {
    const loss = chooseLoss(train, given);
    const directions = chooseDirections(train, given);
    return fitForest(train, { ...given, loss, ...(directions === null ? {} : { directions }) }, run);
  },
  open: openLinked,
  explain(state): Explainer {
    const explainer = new TreeExplainer(state);
    return {
      base: explainer.base,
      ...(state.facts.link === undefined ? {} : { link: state.facts.link }),
      contributions: (rows, row, out) => explainer.contributions(rows, row, out),
    };
  },
  importances: gainShares,
};
