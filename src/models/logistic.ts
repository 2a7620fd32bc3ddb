import type { Model } from '../contracts/model.ts';
import type { ParamsOf } from '../contracts/params.ts';
import { outputsOf } from '../contracts/task.ts';
import { probabilitiesInPlace } from '../kernels/probabilities.ts';
import { fitChosen } from '../learn/linear/choose-strength.ts';
import { chosenParams } from '../learn/linear/linear-params.ts';
import { linearExplainer, linearImportances, linearScores } from '../learn/linear/linear-scores.ts';
import { type LinearState, linearState, weightsOf } from '../learn/linear/linear-state.ts';
import { centred, logOddsStart } from '../learn/linear/log-odds-start.ts';
import { logisticLoss, softmaxLoss } from '../learn/linear/losses.ts';
import { startFrom } from '../learn/linear/start-from.ts';

/**
 * Logistic regression; with more than two classes multinomial (softmax, one weight vector a class).
 *
 * Minimises sum of log losses + strength x penalty, intercepts free: scikit-learn's LogisticRegression with
 * C = 1 / strength. Goes on from an earlier state where the training set has one. A class without a row, or classes that a line separates without penalty, end in large finite scores.
 */
export const logistic: Model<ParamsOf<typeof chosenParams>, LinearState> = {
  room: 'models',
  name: 'logistic',
  version: 1,
  about: 'Logistic regression: log-odds as a weighted sum of the columns.',
  params: chosenParams,
  traits: {
    tier: 'simple',
    categories: ['binary', 'multiclass'],
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
    resumes: true,
    withoutChance: { strengths: 1 },
  },
  fit(train, { penalty, strength, strengths, mix, tolerance, iterations }, run) {
    const outputs = outputsOf(train.task);
    const fit = fitChosen(
      {
        train,
        outputs,
        loss: outputs === 1 ? logisticLoss : softmaxLoss,
        penalty: { name: penalty, strength, mix },
        tolerance,
        iterations,
        start: logOddsStart(train.y, train.weights, outputs),
        from: startFrom(train, outputs),
      },
      { strengths, validation: train.validation ?? null, classes: Math.max(2, outputs) },
      run,
    );
    return linearState({ ...fit, intercepts: outputs === 1 ? fit.intercepts : centred(fit.intercepts) });
  },
  open(state) {
    const model = weightsOf(state);
    return (rows, out) => {
      linearScores(model, rows, out);
      probabilitiesInPlace(out, rows.rows, model.outputs);
    };
  },
  explain: (state) => linearExplainer(weightsOf(state), state.arrays.mean),
  importances: (state) => linearImportances(weightsOf(state), state.arrays.deviation),
};
