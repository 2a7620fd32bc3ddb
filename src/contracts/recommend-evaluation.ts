import type { Measured, Metrics, Slice } from './evaluation.ts';
import type { Params } from './params.ts';

/** What was measured of a recommender on held-out events. */
export interface RecommendEvaluation {
  readonly format: 1;
  /** Users who were judged. */
  readonly users: number;
  /** The measure by which everything was chosen: "ndcgAt10". */
  readonly primary: string;
  readonly metrics: Metrics;
  /** Intervals are over users. */
  readonly interval: {
    readonly method: 'bootstrap';
    readonly samples: number;
    readonly level: number;
    readonly seed: number;
  };
  /** Each retriever of the mix alone, on the same users; `behind` is how much better the mix is, each user with himself. */
  readonly retrievers: readonly {
    readonly retriever: string;
    readonly metrics: Metrics;
    readonly behind: Measured;
  }[];
  /** By activity of users and popularity of items. `rows` counts users. */
  readonly slices: readonly Slice[];
  /** Among how many others what a user wanted was ranked; null = among all items that he might have been shown. */
  readonly negatives: number | null;
  /** What a reader must know; null = nothing. */
  readonly caution: string | null;
}

/** A retriever with certain parameters, judged on validation events; or why it was not. */
export interface RetrieverTrial {
  readonly retriever: string;
  readonly params: Params;
  /** The primary measure on validation users; null where it was not tried. */
  readonly value: number | null;
  readonly fitSeconds: number;
  readonly skipped: string | null;
}

/** A retriever of the mix, on validation users. */
export interface SourceShare {
  readonly retriever: string;
  readonly weight: number;
  /** Share of what users wanted that it has among its first hundred candidates. */
  readonly recall: number;
  /** What the first hundreds of all in the mix would lose of that without it. */
  readonly marginalRecall: number;
  /** What the primary measure of the mix would lose. */
  readonly marginalValue: number;
}

/** How retrievers were chosen and combined, all on validation users. */
export interface MixChoice {
  readonly kind: 'single' | 'blend' | 'model';
  readonly primary: string;
  /** Users by whom it was chosen. */
  readonly users: number;
  readonly value: number;
  readonly best: { readonly retriever: string; readonly value: number };
  /** How much better it is than the best retriever alone; null low and high where nothing was compared. */
  readonly gain: Measured;
  readonly sources: readonly SourceShare[];
  /** The model that ranks the candidates in place of the mix; absent = none does. */
  readonly ranker?: {
    readonly model: string;
    /** Users whose wishes it learned from. */
    readonly users: number;
    /** The primary measure on users whom it did not learn from, and how much better that is than the mix. */
    readonly value: number;
    readonly gain: Measured;
  };
  readonly trials: readonly RetrieverTrial[];
  /** In words. */
  readonly because: string;
}
