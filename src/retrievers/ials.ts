import { type Kernels, plainKernels } from '../contracts/kernels.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { RetrievalSet, Retriever } from '../contracts/retriever.ts';
import type { Run } from '../contracts/run.ts';
import { random, seedFor } from '../kernels/random.ts';
import { type AlsState, openAls } from '../learn/factors/als-scores.ts';
import { fitItemFactors } from '../learn/factors/implicit-als.ts';
import { startFactors } from '../learn/factors/start-factors.ts';
import { strengthPowerParam, strengthsOf } from '../learn/factors/strengths.ts';

const params = {
  factors: {
    type: 'integer',
    default: 64,
    min: 1,
    max: 2048,
    about: 'Numbers per item, rounded up to a multiple of 8.',
  },
  unobservedWeight: {
    type: 'number',
    default: 0.3,
    min: 0,
    max: 1000,
    search: 'log',
    about:
      'Weight of a pair that was not met, beside 1 for one that was met once; where fewer than one pair in a hundred was met, less in proportion.',
  },
  regularisation: {
    type: 'number',
    default: 0.01,
    min: 1e-9,
    max: 1e6,
    search: 'log',
    about: 'Penalty of squared factors, for each pair that a vector answers for.',
  },
  regularisationExponent: {
    type: 'number',
    default: 1,
    min: 0,
    max: 1,
    about: 'How much more the vectors of busy users and popular items are held back: 0 = not at all.',
  },
  strengthPower: strengthPowerParam,
  iterations: {
    type: 'integer',
    default: 16,
    min: 1,
    max: 1000,
    about: 'Times that users and items are solved for in turn.',
  },
  deviation: {
    type: 'number',
    default: 0.1,
    min: 1e-6,
    max: 10,
    about: 'Standard deviation of the products of the factors at the start, times the root of their number.',
  },
} as const satisfies ParamSpecs;

/**
 * Share of pairs that were met below which those that were not weigh less: there are so many of them that they would drown
 * all that speaks for an item. Published weights fall alike: 0.1 where 4 pairs in 1000 were met, 0.02 where 1.4 were (Rendle et al. 2022).
 */
const DENSE = 0.01;

/** Steps of conjugate gradients: a third brings no better lists after as many iterations. */
const STEPS = 2;

type IalsParams = ParamsOf<typeof params>;

/** Matrix factorisation of what users met, by alternating least squares over all pairs. See learn/factors/implicit-als.ts. */
export const ials: Retriever<IalsParams, AlsState> = {
  room: 'retrievers',
  name: 'ials',
  version: 1,
  about:
    'Vectors of users and items whose products tell what was met from what was not (iALS, Hu et al. 2008, Rendle et al. 2022).',
  params,
  traits: {
    tier: 'simple',
    needs: [],
    parallel: ['model'],
    grid: [
      { regularisation: 0.003 },
      { unobservedWeight: 0.1, regularisation: 0.03 },
      { factors: 128, regularisation: 0.003 },
      { unobservedWeight: 0.1, regularisation: 0.003 },
      { unobservedWeight: 1, regularisation: 0.003 },
      { factors: 128, unobservedWeight: 0.1, regularisation: 0.003 },
      { factors: 16, unobservedWeight: 0.1, regularisation: 0.03 },
    ],
    quick: { factors: 8, iterations: 8 },
  },
  fit,
  open: (state, kernels: Kernels = plainKernels) => openAls(state, kernels),
};

function fit(set: RetrievalSet, settings: IalsParams, run: Run): AlsState {
  const { factors, deviation, iterations, ...facts } = settings;
  const x = strengthsOf(set.events, facts.strengthPower);
  const met = x.item.length / Math.max(1, x.users * x.items);
  const weighed = { ...facts, unobservedWeight: facts.unobservedWeight * Math.min(1, met / DENSE) };
  const size = 8 * Math.ceil(factors / 8);
  const begin = startFactors(
    set.events.items,
    size,
    deviation / Math.sqrt(factors),
    set.start,
    random(seedFor(run.seed, 'ials')),
  );
  const learned = fitItemFactors(x, begin, size, { ...weighed, iterations, steps: STEPS }, run);
  return {
    facts: { ...weighed, items: set.events.items, size },
    arrays: { factors: learned.factors, spectrum: learned.spectrum },
  };
}
