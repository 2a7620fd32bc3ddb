import type { Catalogue } from '../table/catalogue.ts';
import type { Frame } from '../table/frame.ts';
import type { Interactions } from '../table/interactions.ts';
import type { Schema } from '../table/schema.ts';
import type { StepChoice } from './design.ts';
import type { JsonObject } from './json.ts';
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
  /** What tells the ratings that users would give, see learn/factors/rating-factors.ts; absent = nothing does. */
  readonly ratings?: State;
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
  | {
      readonly kind: 'blend';
      readonly weights: Float64Array;
      /** Index of the retriever that goes before all others for users of whom nothing is known; absent = none does. */
      readonly newcomers?: number;
    }
  | {
      readonly kind: 'model';
      readonly part: FittedPart;
      /** Names of the candidate features, in order of the matrix. */
      readonly features: readonly string[];
      /** Of a model that tells chances: they come true as sigmoid(slope x log-odds + intercept); absent = none was learned. */
      readonly calibration?: { readonly slope: number; readonly intercept: number };
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

/**
 * A fitted recommender, as stored: this manifest as canonical JSON, and one safetensors file named in it. The sha256 of
 * the manifest names the recommender. Data only: loading executes nothing.
 */
export interface RecommenderManifest {
  readonly format: 1;
  readonly kind: 'recommend';
  readonly system: string;
  readonly items: number;
  /** What is known of items; the values are tensors `attributes/<column>`. */
  readonly attributes: Schema;
  readonly repeats: boolean;
  readonly candidates: number;
  readonly history: number;
  /** In order; the arrays of retriever i are tensors `retriever/<i>/<name>`. */
  readonly retrievers: readonly StoredPart[];
  /** Weights of a blend are the tensor `blend`; the arrays of a model are tensors `ranker/<name>`. */
  readonly ranker:
    | { readonly kind: 'blend'; readonly newcomers?: number }
    | {
        readonly kind: 'model';
        readonly part: StoredPart;
        readonly features: readonly string[];
        readonly calibration?: { readonly slope: number; readonly intercept: number };
      };
  readonly rerankers: readonly StepChoice[];
  /** Facts of what tells ratings; its arrays are tensors `ratings/<name>`. Absent = nothing does. */
  readonly ratings?: JsonObject;
  /** sha256 of the safetensors file that holds every array. */
  readonly tensors: string;
  /** sha256 of the safetensors file of what the users did until training: their pasts, to serve them by. */
  readonly histories: string;
  readonly parents: {
    readonly dataset: string;
    readonly design: string;
    /** Events of the journal up to this sequence number were learned from, besides the dataset; absent = none. */
    readonly journal?: number;
  };
  readonly program: string;
}

/** A fitted part without its arrays. */
export interface StoredPart {
  readonly name: string;
  readonly version: number;
  readonly params: Params;
  readonly facts: JsonObject;
}

/** What the users did until training, the newest events of each, and what was known of them. */
export interface Histories {
  /** [users] ids by index. */
  readonly ids: readonly string[];
  readonly events: Interactions;
  /** Row u is user u; absent = nothing was known. It is part of every query for him, as it was in training. */
  readonly attributes?: Frame;
}
