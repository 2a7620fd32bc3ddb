import type { Model } from '../contracts/model.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { State } from '../contracts/state.ts';
import { outputsOf } from '../contracts/task.ts';
import { clusterStartParams } from '../learn/cluster/cluster-params.ts';
import { kMeans as fitKMeans } from '../learn/cluster/k-means.ts';
import { openMemberships } from '../learn/cluster/memberships.ts';

const params = {
  ...clusterStartParams,
  iterations: {
    type: 'integer',
    default: 300,
    min: 1,
    max: 100_000,
    unit: 'iterations',
    about: 'Iterations of one start at most.',
  },
  tolerance: {
    type: 'number',
    default: 1e-4,
    min: 0,
    max: 1,
    about:
      'It ends when the squared moves of all centres sum to less than this share of the mean variance of the columns.',
  },
} as const satisfies ParamSpecs;

/** centres [clusters x cols]; inertia: sum of weighted squared distances of the training rows to their centres. */
interface KMeansState extends State {
  readonly facts: {
    readonly clusters: number;
    readonly inertia: number;
    readonly iterations: number;
    readonly converged: boolean;
  };
  readonly arrays: { readonly centres: Float64Array };
}

/** k-means by Lloyd's algorithm: scikit-learn's KMeans; as many clusters as the design asks for. */
export const kMeans: Model<ParamsOf<typeof params>, KMeansState> = {
  room: 'models',
  name: 'k-means',
  version: 1,
  about: 'Clusters about centres, each row with the nearest (Lloyd 1982), begun by k-means++.',
  params,
  traits: {
    tier: 'simple',
    categories: ['cluster'],
    missing: 'refused',
    categorical: 'refused',
    scaled: true,
    parallel: ['data'],
    withoutChance: { start: 'farthest', starts: 1 },
  },
  fit({ task, x, weights }, { start, ...settings }, run) {
    const clusters = outputsOf(task);
    const { centres, inertia, iterations, converged } = fitKMeans(
      x,
      weights,
      { ...settings, start, clusters },
      run,
    );
    return { facts: { clusters, inertia, iterations, converged }, arrays: { centres } };
  },
  open: ({ facts, arrays }) => openMemberships(arrays.centres, facts.clusters),
};
