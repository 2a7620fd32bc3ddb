import type { Catalogue } from '../table/catalogue.ts';
import type { StepChoice } from './design.ts';
import type { Params } from './params.ts';
import type { Slate, SlateRequest } from './slate.ts';
import type { State } from './state.ts';

/** A recommender as it was fitted, in memory: data only. */
export interface FittedRecommender {
  readonly system: string;
  /** [items] ids by index, as they stand in the data. */
  readonly ids: readonly string[];
  /** The items at training: size = ids.length. */
  readonly catalogue: Catalogue;
  /** [items] positive events of each item at training. */
  readonly popularity: Float32Array;
  /** Whether an item that the user knows may be recommended again. */
  readonly repeats: boolean;
  readonly retrievers: readonly FittedPart[];
  readonly ranker: FittedRanker;
  readonly rerankers: readonly StepChoice[];
  /** Items that each retriever hands to the ranker. */
  readonly candidates: number;
  /** Events of a user's past that are looked at, the newest. */
  readonly history: number;
}

export interface FittedPart {
  readonly name: string;
  readonly version: number;
  readonly params: Params;
  readonly state: State;
}

/**
 * blend  a weighted sum of what the retrievers say, each brought to a common scale within the candidates of one user
 * model  a model of the room `models` over features of candidates, see recipe/recommender/candidate-features.ts
 */
export type FittedRanker =
  | { readonly kind: 'blend'; readonly weights: Float64Array }
  | {
      readonly kind: 'model';
      readonly part: FittedPart;
      /** Names of the candidate features, in order of the matrix. */
      readonly features: readonly string[];
    };

/** A recommender, laid out to answer: the same object serves evaluation, batch, HTTP and replay. */
export interface OpenRecommender {
  /** Items that it learned of. */
  readonly items: number;
  /** The catalogue may have grown since. Deterministic in request and seed. */
  recommend(request: SlateRequest, catalogue: Catalogue): Slate;
  /** Items most like one, best first, and how like; none where nobody knows. */
  similar(
    item: number,
    catalogue: Catalogue,
    k: number,
    excluded: Uint8Array,
  ): readonly { readonly item: number; readonly score: number }[];
}
