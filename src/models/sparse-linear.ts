import type { Model, TrainingSet } from '../contracts/model.ts';
import type { ParamsOf } from '../contracts/params.ts';
import type { Run } from '../contracts/run.ts';
import { outputsOf } from '../contracts/task.ts';
import { probabilitiesInPlace } from '../kernels/probabilities.ts';
import {
  type CodedState,
  codedExplainer,
  codedImportances,
  codedScores,
} from '../learn/linear/coded-state.ts';
import { fitCoded } from '../learn/linear/fit-coded.ts';
import { linearParams } from '../learn/linear/linear-params.ts';
import { centred, logOddsStart } from '../learn/linear/log-odds-start.ts';
import { logisticLoss, softmaxLoss, squaredLoss } from '../learn/linear/losses.ts';
import { momentsOf } from '../learn/linear/standardize.ts';

const { strength, tolerance, iterations } = linearParams;
const params = { strength, tolerance, iterations };

type SparseState = CodedState & { readonly facts: { readonly category: string } };

/**
 * Linear, logistic or softmax regression with a weight for every category of every column, however many there are: what
 * `linear` and `logistic` are for a few categories.
 *
 * Minimises sum of losses + strength x sum of squared weights / 2, the intercepts free: on columns of categories
 * scikit-learn's LogisticRegression (C = 1 / strength) or Ridge (alpha = strength) after a OneHotEncoder; numbers are
 * charged in their standard deviations, values in those of the target. Missing and unseen categories share a weight of
 * their own, which is 0 where training rows have none; a missing number counts as the mean, and has a weight.
 */
export const sparseLinear: Model<ParamsOf<typeof params>, SparseState> = {
  room: 'models',
  name: 'sparse-linear',
  version: 1,
  about: 'Linear or logistic regression with a weight for each of any number of categories.',
  params,
  traits: {
    tier: 'simple',
    categories: ['binary', 'multiclass', 'regression'],
    onlyNamed: true,
    missing: 'native',
    categorical: 'native',
    manyCategories: true,
    scaled: false,
  },
  fit(train, given, run) {
    const { category } = train.task;
    if (category === 'regression') return fitValues(train, given, run);
    const outputs = outputsOf(train.task);
    const loss = outputs === 1 ? logisticLoss : softmaxLoss;
    const start = logOddsStart(train.y, train.weights, outputs);
    const { facts, arrays } = fitCoded({ train, outputs, loss, start, ...given }, run);
    const intercepts = outputs === 1 ? arrays.intercepts : centred(arrays.intercepts);
    return { facts: { ...facts, category }, arrays: { ...arrays, intercepts } };
  },
  open(state) {
    const score = codedScores(state.arrays);
    if (state.facts.category === 'regression') return score;
    const outputs = state.arrays.intercepts.length;
    return (rows, out) => {
      score(rows, out);
      probabilitiesInPlace(out, rows.rows, outputs);
    };
  },
  explain: codedExplainer,
  importances: codedImportances,
};

/** The target in its standard deviations, as `linear` has it. */
function fitValues(train: TrainingSet, given: ParamsOf<typeof params>, run: Run): SparseState {
  const target = momentsOf(train.y, train.weights ?? new Float64Array(train.y.length).fill(1));
  const unit = target.deviation > 0 ? target.deviation : 1;
  const y = train.y.map((v) => (v - target.mean) / unit);
  const { facts, arrays } = fitCoded(
    { train: { ...train, y }, outputs: 1, loss: squaredLoss, start: new Float64Array(1), ...given },
    run,
  );
  const inUnits = (values: Float64Array): Float64Array => values.map((v) => v * unit);
  return {
    facts: { ...facts, category: 'regression' },
    arrays: {
      ...arrays,
      weights: inUnits(arrays.weights),
      intercepts: arrays.intercepts.map((b) => b * unit + target.mean),
      means: inUnits(arrays.means),
      spreads: inUnits(arrays.spreads),
    },
  };
}
