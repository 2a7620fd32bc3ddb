import type { StepChoice } from './design.ts';
import type { FeedDesign, FeedHead, FittedPostScore } from './feed-design.ts';
import type { JsonObject } from './json.ts';
import type { MatrixColumn } from './model.ts';
import type { StoredPart } from './recommender.ts';
import type { State } from './state.ts';

/** A feed as it was fitted, in memory: data only. What is known of readers and posts is no part of it. */
export interface FittedFeed {
  readonly system: string;
  /** The parts of the design that say what a feature is and how a page comes about. */
  readonly design: Pick<
    FeedDesign,
    'framing' | 'aggregates' | 'ratios' | 'sources' | 'filters' | 'rerankers' | 'data' | 'serving'
  >;
  /** What texts of posts become numbers by; null = posts have no text. */
  readonly texts: State | null;
  /** What posts promise by what they are; absent or null = nothing is told by it. */
  readonly promise?: State | null;
  /** Names of the features, in order of the matrix. */
  readonly columns: readonly MatrixColumn[];
  /** Values of the columns that are categories: code = place. Learned from training rows; others are missing. */
  readonly dictionaries: Readonly<Record<string, readonly string[]>>;
  readonly heads: readonly FeedHead[];
  readonly model: {
    readonly name: string;
    readonly version: number;
    readonly params: StepChoice['params'];
    readonly state: State;
  };
  /** The versions that computed scores of posts, and compute them of those that come while it serves. Absent = none. */
  readonly scores?: readonly FittedPostScore[];
  /** By head: what makes its chances come true; null = they are as the model gives them. */
  readonly calibrators: readonly ({
    readonly name: string;
    readonly version: number;
    readonly state: State;
  } | null)[];
}

/**
 * A fitted feed, as stored: this manifest as canonical JSON, and one safetensors file named in it. The sha256 of the
 * manifest names the feed. Data only: loading executes nothing.
 */
export interface FeedManifest extends Omit<FittedFeed, 'texts' | 'promise' | 'model' | 'calibrators'> {
  readonly format: 1;
  readonly kind: 'feed';
  /** Facts of their states; their arrays are tensors `texts/<name>`, `promise/<name>`, `model/<name>`, `calibrator/<head>/<name>`. */
  readonly texts: JsonObject | null;
  readonly promise?: JsonObject;
  readonly model: StoredPart;
  readonly calibrators: readonly (Omit<StoredPart, 'params'> | null)[];
  readonly tensors: string;
  /** sha256 of what was known at the end of the data: the state of the fold, to serve from. */
  readonly known: string;
  /** The last instant of its data, milliseconds since 1970; absent in versions from before it was noted. */
  readonly until?: number;
  /**
   * start: sha256 of the version that it went on from; absent = it learned from scratch. journal: events of it up to this
   * sequence number are in what it learned; absent = none are.
   */
  readonly parents: {
    readonly dataset: string;
    readonly design: string;
    readonly start?: string;
    readonly journal?: number;
  };
  readonly program: string;
}
