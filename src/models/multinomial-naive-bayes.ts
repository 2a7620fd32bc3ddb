import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { probabilitiesInPlace } from '../kernels/probabilities.ts';
import { bayesParams } from '../learn/bayes/bayes-params.ts';
import { fitMultinomial, type MultinomialState } from '../learn/bayes/fit-multinomial.ts';
import { linearExplainer, linearScores } from '../learn/linear/linear-scores.ts';

const params = {
  smoothing: {
    type: 'number',
    default: 1,
    min: 1e-10,
    max: 1e6,
    search: 'log',
    about: 'Added to the sum of each column in each class (Laplace at 1, Lidstone below).',
  },
  ...bayesParams,
} as const satisfies ParamSpecs;

/**
 * Multinomial naive Bayes: a row is a bag of counts, drawn from the shares that the columns have in its class.
 *
 * scikit-learn's MultinomialNB with alpha = smoothing. Values are counts, or weights as of tf-idf: a value below 0 in a
 * training row is refused with 'train/negative-value'. In a row to be scored it counts against, as the formula has it.
 */
export const multinomialNaiveBayes: Model<ParamsOf<typeof params>, MultinomialState> = {
  room: 'models',
  name: 'multinomial-naive-bayes',
  version: 1,
  about: 'Multinomial naive Bayes, for words and other counts: takes no value below 0.',
  params,
  traits: {
    tier: 'simple',
    categories: ['binary', 'multiclass'],
    onlyNamed: true,
    missing: 'refused',
    categorical: 'refused',
    scaled: false,
    counts: true,
  },
  fit: (train, { smoothing, priors }, run) =>
    fitMultinomial(train, { smoothing, equal: priors === 'equal' }, run),
  open({ arrays }) {
    const model = { ...arrays, outputs: arrays.intercepts.length };
    return (rows, out) => {
      linearScores(model, rows, out);
      probabilitiesInPlace(out, rows.rows, model.outputs);
    };
  },
  explain: ({ arrays }) => linearExplainer({ ...arrays, outputs: arrays.intercepts.length }, arrays.mean),
};
