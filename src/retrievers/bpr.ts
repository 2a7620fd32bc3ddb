import { type Kernels, plainKernels } from '../contracts/kernels.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Retriever } from '../contracts/retriever.ts';
import { random, randomInt, seedFor } from '../kernels/random.ts';
import { fitPairwise } from '../learn/factors/pairwise-ranking.ts';
import { openPairwise, type PairwiseState } from '../learn/factors/pairwise-scores.ts';
import { preferencesOf } from '../table/preferences.ts';

const params = {
  factors: {
    type: 'integer',
    default: 64,
    min: 1,
    max: 1024,
    about: 'Numbers per item, besides its bias.',
  },
  rate: {
    type: 'number',
    default: 0.05,
    min: 1e-6,
    max: 1,
    search: 'log',
    about: 'Length of the steps.',
  },
  regularisation: {
    type: 'number',
    default: 0.01,
    min: 1e-6,
    max: 10,
    search: 'log',
    about: 'Penalty of squared vectors, at each step.',
  },
  epochs: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 10_000,
    about: 'Steps, in pairs of users and items that were met.',
  },
} as const satisfies ParamSpecs;

/** Items that a new user's past is ranked before. */
const RIVALS = 64;

/** Factorisation that learns orders of pairs of items rather than scores. See learn/factors/pairwise-ranking.ts. */
export const bpr: Retriever<ParamsOf<typeof params>, PairwiseState> = {
  room: 'retrievers',
  name: 'bpr',
  version: 1,
  about:
    'Vectors whose products rank what a user met before what he did not (BPR, Rendle et al. 2009). Learns on one thread.',
  params,
  traits: {
    tier: 'complex',
    needs: [],
    onlyNamed: true,
    grid: [{ regularisation: 0.03 }, { regularisation: 0.003 }, { factors: 128, regularisation: 0.03 }],
    quick: { factors: 8, epochs: 60 },
  },
  fit({ events }, settings, run) {
    const { factors, regularisation } = settings;
    const r = random(seedFor(run.seed, 'rivals'));
    const count = Math.min(RIVALS, events.items);
    return {
      facts: { items: events.items, factors, regularisation },
      arrays: {
        factors: fitPairwise(preferencesOf(events), settings, run),
        rivals: Int32Array.from({ length: count }, () => randomInt(r, events.items)),
      },
    };
  },
  open: (state, kernels: Kernels = plainKernels) => openPairwise(state, kernels),
};
