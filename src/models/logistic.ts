import type { Model } from '../contracts/model.ts';
import type { ParamsOf } from '../contracts/params.ts';
import { outputsOf } from '../contracts/task.ts';
import { probabilitiesInPlace } from '../kernels/probabilities.ts';
import { fitLinear } from '../learn/linear/fit-linear.ts';
import { linearParams } from '../learn/linear/linear-params.ts';
import { linearExplainer, linearImportances, linearScores } from '../learn/linear/linear-scores.ts';
import { type LinearState, linearState, weightsOf } from '../learn/linear/linear-state.ts';
import { logisticLoss, softmaxLoss } from '../learn/linear/losses.ts';

/**
 * Logistic regression; with more than two classes multinomial (softmax, one weight vector a class).
 *
 * Minimises sum of log losses + strength x penalty, intercepts free: scikit-learn's LogisticRegression with
 * C = 1 / strength. A class without a row, or classes that a line separates without penalty, end in large finite scores.
 */
export const logistic: Model<ParamsOf<typeof linearParams>, LinearState> = {
  room: 'models',
  name: 'logistic',
  version: 1,
  about: 'Logistic regression: log-odds as a weighted sum of the columns.',
  params: linearParams,
  traits: {
    tier: 'simple',
    categories: ['binary', 'multiclass'],
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
  },
  fit(train, { penalty, strength, mix, tolerance, iterations }, run) {
    const outputs = outputsOf(train.task);
    const fit = fitLinear(
      {
        train,
        outputs,
        loss: outputs === 1 ? logisticLoss : softmaxLoss,
        penalty: { name: penalty, strength, mix },
        tolerance,
        iterations,
        start: logPriors(train.y, train.weights, outputs),
      },
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

/**
 * Scores that give the class frequencies, half a row added to each class so that an absent one stays finite. Of several
 * classes they sum to 0: softmax does not see what is added to all alike, so it is taken out.
 */
function logPriors(y: Float64Array, weights: Float64Array | null, outputs: number): Float64Array {
  const counts = new Float64Array(Math.max(2, outputs)).fill(0.5);
  for (let r = 0; r < y.length; r++) counts[y[r]!]! += weights === null ? 1 : weights[r]!;
  const logs = counts.map(Math.log);
  if (outputs === 1) return Float64Array.of(logs[1]! - logs[0]!);
  return centred(logs);
}

function centred(values: Float64Array): Float64Array {
  const middle = values.reduce((a, b) => a + b) / values.length;
  return values.map((value) => value - middle);
}
