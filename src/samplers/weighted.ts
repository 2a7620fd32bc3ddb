import type { Sampler } from '../contracts/sampler.ts';
import { random } from '../kernels/random.ts';
import { weightedReservoir } from '../kernels/weighted-reservoir.ts';
import { sampleWeights } from './sample-weights.ts';

/** One row after another, each with a chance in proportion to its weight among those that are left. */
export const weighted: Sampler = {
  room: 'samplers',
  name: 'weighted',
  version: 1,
  about:
    'By chance, in proportion to a column of weights: rows that matter more are learned from more often.',
  params: {},
  traits: { needs: 'weight', bias: 'rows of greater weight are in it more often, as was asked' },
  draw: (input, count, _params, run) => ({
    rows: weightedReservoir(sampleWeights(input), count, random(run.seed)),
    weights: null,
  }),
};
