import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { State } from '../contracts/state.ts';
import { outputsOf } from '../contracts/task.ts';
import { clusterStartParams } from '../learn/cluster/cluster-params.ts';
import { gaussianMixture as fitMixture } from '../learn/cluster/gaussian-mixture.ts';
import { freedomOf, logDensities, mixtureTerms } from '../learn/cluster/mixture.ts';

const params = {
  ...clusterStartParams,
  covariance: {
    type: 'choice',
    choices: ['full', 'diagonal'],
    default: 'full',
    search: true,
    about: 'Clusters of any direction, or along the columns.',
  },
  added: {
    type: 'number',
    default: 1e-6,
    min: 1e-12,
    max: 1e3,
    search: 'log',
    about: 'Added to every variance.',
  },
  iterations: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 100_000,
    unit: 'iterations',
    about: 'Steps of one start at most.',
  },
  tolerance: {
    type: 'number',
    default: 1e-3,
    min: 0,
    max: 1e3,
    about: 'It ends when the mean log density of the rows rises by less.',
  },
} as const satisfies ParamSpecs;

/**
 * weights [clusters], means [clusters x cols], covariances [clusters x cols x cols] or [clusters x cols]; logDensity: mean
 * of the training rows; bic: the Bayesian information criterion on them, lower is better.
 */
interface MixtureState extends State {
  readonly facts: {
    readonly diagonal: boolean;
    readonly cols: number;
    readonly logDensity: number;
    readonly bic: number;
    readonly iterations: number;
    readonly converged: boolean;
  };
  readonly arrays: {
    readonly weights: Float64Array;
    readonly means: Float64Array;
    readonly covariances: Float64Array;
  };
}

/** A mixture of normal distributions: scikit-learn's GaussianMixture; as many components as the design asks for clusters. */
export const gaussianMixture: Model<ParamsOf<typeof params>, MixtureState> = {
  room: 'models',
  name: 'gaussian-mixture',
  version: 1,
  about: 'Clusters as normal distributions, each row with a chance of each (expectation and maximisation).',
  params,
  traits: {
    tier: 'complex',
    categories: ['cluster'],
    onlyNamed: true,
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
    withoutChance: { start: 'farthest', starts: 1, covariance: 'diagonal' },
  },
  fit({ task, x, weights }, { covariance, ...settings }, run) {
    const diagonal = covariance === 'diagonal';
    const fitted = fitMixture(x, weights, { ...settings, diagonal, components: outputsOf(task) }, run);
    const { mixture, bound: logDensity, iterations, converged } = fitted;
    const total = weights === null ? x.rows : weights.reduce((a, b) => a + b, 0);
    const bic = freedomOf(mixture) * Math.log(total) - 2 * logDensity * total;
    return {
      facts: { diagonal, cols: x.cols, logDensity, bic, iterations, converged },
      arrays: { weights: mixture.weights, means: mixture.means, covariances: mixture.covariances },
    };
  },
  open({ facts: { diagonal, cols }, arrays }) {
    const terms = mixtureTerms({ diagonal, cols, ...arrays });
    const k = arrays.weights.length;
    const apart = new Float64Array(cols);
    const logs = new Float64Array(k);
    return (x, out) => {
      for (let r = 0; r < x.rows; r++) {
        const density = logDensities(terms, x, r, apart, logs);
        // So far from all that every density is 0: no cluster is likelier than another.
        let sum = 0;
        for (let j = 0; j < k; j++)
          sum += out[r * k + j] = density === -Infinity ? 1 : Math.exp(logs[j]! - density);
        for (let j = 0; j < k; j++) out[r * k + j]! /= sum;
      }
    };
  },
};
