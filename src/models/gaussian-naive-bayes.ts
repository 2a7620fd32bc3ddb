import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { probabilitiesInPlace } from '../kernels/probabilities.ts';
import { bayesParams } from '../learn/bayes/bayes-params.ts';
import { fitGaussian, type GaussianState } from '../learn/bayes/fit-gaussian.ts';
import { gaussianExplainer, gaussianScores, gaussianTerms } from '../learn/bayes/gaussian-scores.ts';

const params = {
  varianceSmoothing: {
    type: 'number',
    default: 1e-9,
    min: 1e-12,
    max: 1,
    search: 'log',
    about: 'Share of the largest variance of a column that is added to every variance.',
  },
  ...bayesParams,
} as const satisfies ParamSpecs;

/**
 * Gaussian naive Bayes: within a class each column is normal and independent of the others.
 *
 * scikit-learn's GaussianNB with var_smoothing = varianceSmoothing, but for rows with weights: the largest variance is
 * weighted here as well, so that weight 2 is the row twice.
 */
export const gaussianNaiveBayes: Model<ParamsOf<typeof params>, GaussianState> = {
  room: 'models',
  name: 'gaussian-naive-bayes',
  version: 1,
  about: 'Gaussian naive Bayes: a normal distribution of each column in each class. Fits in one pass.',
  params,
  traits: {
    tier: 'simple',
    categories: ['binary', 'multiclass'],
    onlyNamed: true,
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
  },
  fit: (train, { varianceSmoothing, priors }, run) =>
    fitGaussian(train, { smoothing: varianceSmoothing, equal: priors === 'equal' }, run),
  open(state) {
    const terms = gaussianTerms(state);
    return (rows, out) => {
      gaussianScores(terms, rows, out);
      probabilitiesInPlace(out, rows.rows, terms.outputs);
    };
  },
  explain: gaussianExplainer,
};
