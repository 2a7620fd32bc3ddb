import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import type { Retriever } from '../contracts/retriever.ts';
import type { State } from '../contracts/state.ts';
import { similarItems } from '../learn/similar/item-similarity.ts';
import { openNeighbourLists } from '../learn/similar/neighbour-lists.ts';
import { netWeights } from '../learn/similar/net-weights.ts';
import { type PairWeighing, weighPairs } from '../learn/similar/weigh-pairs.ts';
import { preferencesOf } from '../table/preferences.ts';

const params = {
  similarity: {
    type: 'choice',
    choices: ['cosine', 'tf-idf', 'bm25'],
    default: 'tf-idf',
    search: true,
    about:
      'How two items are compared: by the cosine of who is for them, the same with users who are for much counting less (tf-idf), or by the product of weights that level off (bm25).',
  },
  neighbours: {
    type: 'integer',
    default: 200,
    min: 1,
    max: 10_000,
    unit: 'items',
    search: { scale: 'log', low: 20, high: 1000 },
    about: 'Most similar items that are kept of each item.',
  },
  shrink: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1_000_000,
    search: { scale: 'log', low: 0.1, high: 1000 },
    about: 'Added to the divisor of a cosine, so that items that few users share are held less alike.',
  },
  alpha: {
    type: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    search: 'linear',
    about:
      "Of the cosine: the share of the scored item's length in the divisor. 0.5 = cosine; less favours popular items, more rare ones (asymmetric cosine).",
  },
  strengths: {
    type: 'boolean',
    default: false,
    about: 'A pair of user and item counts as strongly as its events, rather than once.',
  },
  k1: {
    type: 'number',
    default: 100,
    min: 0,
    max: 100_000,
    search: { scale: 'log', low: 1, high: 1000 },
    about: 'Of bm25: how late strength levels off.',
  },
  b: {
    type: 'number',
    default: 0.3,
    min: 0,
    max: 1,
    search: 'linear',
    about: 'Of bm25: how much less pairs of popular items count.',
  },
} as const satisfies ParamSpecs;

/** Of each item its neighbours: see NeighbourLists. */
interface ItemKnnState extends State {
  readonly facts: { readonly strengths: boolean };
  readonly arrays: {
    readonly start: Int32Array;
    readonly item: Int32Array;
    readonly strength: Float32Array;
  };
}

/**
 * Items like those of the past: likeness is who is for both. 8 bytes a neighbour.
 *
 * Deshpande and Karypis 2004, "Item-based top-N recommendation algorithms"; the asymmetric cosine: Aiolli 2013,
 * "Efficient top-N recommendation for very large scale binary rated datasets". Events against an item count against
 * items like it; what comes to no more than 0 is not given.
 */
export const itemKnn: Retriever<ParamsOf<typeof params>, ItemKnnState> = {
  room: 'retrievers',
  name: 'item-knn',
  version: 1,
  about: 'Items like those of the past, by who is for both (Deshpande and Karypis 2004).',
  params,
  traits: {
    tier: 'simple',
    needs: [],
    grid: [{}, { alpha: 0.3, neighbours: 1000, shrink: 50 }, { similarity: 'bm25', b: 0.1 }],
  },
  fit({ events }, { similarity, neighbours, shrink, alpha, strengths, k1, b }, run) {
    const preferences = preferencesOf(events);
    const given = strengths
      ? preferences
      : { ...preferences, strength: weighPairs(preferences, { kind: 'one' }) };
    const weighing: PairWeighing =
      similarity === 'bm25'
        ? { kind: similarity, k1, b }
        : { kind: similarity === 'tf-idf' ? similarity : 'strength' };
    const lists = similarItems(
      { ...given, strength: weighPairs(given, weighing) },
      similarity === 'bm25'
        ? { neighbours, shrink: 0, lengths: [0, 0] }
        : { neighbours, shrink, lengths: [1 - alpha, alpha] },
      run,
    );
    return { facts: { strengths }, arrays: { ...lists } };
  },
  open: ({ facts: { strengths }, arrays }) =>
    openNeighbourLists(arrays, netWeights(arrays.start.length - 1, !strengths)),
};
