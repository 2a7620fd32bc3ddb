import type { Model, TrainingSet } from '../contracts/model.ts';
import type { ParamsOf } from '../contracts/params.ts';
import { fitChosen } from '../learn/linear/choose-strength.ts';
import { chosenParams } from '../learn/linear/linear-params.ts';
import { linearExplainer, linearImportances, linearScores } from '../learn/linear/linear-scores.ts';
import { type LinearState, linearState, weightsOf } from '../learn/linear/linear-state.ts';
import { squaredLoss } from '../learn/linear/losses.ts';
import { momentsOf } from '../learn/linear/standardize.ts';
import { startFrom } from '../learn/linear/start-from.ts';

/**
 * Linear regression: ordinary, ridge (l2), lasso (l1) or elastic.
 *
 * Minimises sum of squared errors / 2 + strength x penalty, the intercept free and the target measured in its own
 * standard deviations, so that a strength means the same for prices and for rates. In scikit-learn's terms, with n
 * rows (or their weight) and s the deviation of the target: Ridge alpha = strength; Lasso alpha = strength x s / n;
 * ElasticNet alpha x l1_ratio = strength x mix x s / n and alpha x (1 - l1_ratio) = strength x (1 - mix) / n. A
 * constant target is answered as such. Goes on from an earlier state where the training set has one.
 */
export const linear: Model<ParamsOf<typeof chosenParams>, LinearState> = {
  room: 'models',
  name: 'linear',
  version: 1,
  about: 'Linear regression: the value, or the relevance of a row, as a weighted sum of the columns.',
  params: chosenParams,
  traits: {
    tier: 'simple',
    categories: ['regression', 'ranking'],
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
    resumes: true,
    withoutChance: { strengths: 1 },
  },
  fit(train, { penalty, strength, strengths, mix, tolerance, iterations }, run) {
    const weights = train.weights ?? new Float64Array(train.y.length).fill(1);
    const target = momentsOf(train.y, weights);
    const unit = target.deviation > 0 ? target.deviation : 1;
    const inUnits = ({ x, y, weights }: Pick<TrainingSet, 'x' | 'y' | 'weights'>) => ({
      x,
      y: y.map((v) => (v - target.mean) / unit),
      weights,
    });
    const earlier = startFrom(train, 1);
    const fit = fitChosen(
      {
        train: inUnits({ ...train, weights }),
        outputs: 1,
        loss: squaredLoss,
        penalty: { name: penalty, strength, mix },
        tolerance,
        iterations,
        start: new Float64Array(1),
        from: earlier && {
          outputs: 1,
          weights: earlier.weights.map((w) => w / unit),
          intercepts: earlier.intercepts.map((b) => (b - target.mean) / unit),
        },
      },
      { strengths, validation: train.validation ? inUnits(train.validation) : null, classes: null },
      run,
    );
    return linearState({
      ...fit,
      weights: fit.weights.map((w) => w * unit),
      intercepts: fit.intercepts.map((b) => b * unit + target.mean),
    });
  },
  open(state) {
    const model = weightsOf(state);
    return (rows, out) => linearScores(model, rows, out);
  },
  explain: (state) => linearExplainer(weightsOf(state), state.arrays.mean),
  importances: (state) => linearImportances(weightsOf(state), state.arrays.deviation),
};
