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
  /** What shorter and longer lists are worth, over some of the users; absent in versions from before it was measured. */
  readonly atCuts?: {
    readonly users: number;
    /** Lengths of lists, ascending; measures are named with them: "ndcgAt5". */
    readonly lengths: readonly number[];
    readonly metrics: Metrics;
    /** The primary measure at each length by kind of user. */
    readonly slices: readonly Slice[];
  };
  /** What lists bring that were learned for each of several objectives; absent where there is one. */
  readonly objectives?: ObjectiveComparison;
  /** What users took of what they were shown; absent where nobody noted it. */
  readonly shown?: ShownEvaluation;
  /** How well ratings were told; absent where the design asks for none. */
  readonly ratings?: RatingEvaluation;
  /** Among how many others what a user wanted was ranked; null = among all items that he might have been shown. */
  readonly negatives: number | null;
  /** What a reader must know; null = nothing. */
  readonly caution: string | null;
}

/** Recommenders that differ in what they were taught to bring about, by what their lists then brought to the business. */
export interface ObjectiveComparison {
  /** What held-out events count, in words, and the measure of lists by it: "worthAt10". */
  readonly business: string;
  readonly metric: string;
  /** Test users who were judged, by all the same. */
  readonly users: number;
  /** Best first. Those that could not be learned have no value. */
  readonly objectives: readonly {
    readonly name: string;
    /** Its label rule, in words. */
    readonly says: string;
    /** Whether it is the one that answers. */
    readonly answers: boolean;
    readonly value: Measured;
    /** How much less than the best it brings, each user with himself; nothing of the best itself. */
    readonly behind: Measured;
    readonly fitSeconds: number;
    /** Why it was not learned; null = it was. */
    readonly skipped: string | null;
  }[];
  /** Whether the best can be told apart from every other. */
  readonly sure: boolean;
  /** Which to use, and by how much, in words. */
  readonly because: string;
}

/** The slates that users were shown in the time of the test events, as the recommender would have ordered them. */
export interface ShownEvaluation {
  readonly slates: number;
  readonly impressions: number;
  /** Share of the impressions that was taken. */
  readonly taken: number;
  /** What undid, while it learned, that some places are looked at more. */
  readonly correction: 'none' | 'position' | 'propensity';
  /** AUC per user, over all that he was shown. */
  readonly auc: Measured;
  /** Normalised cross-entropy of the chances, and what it was before they were calibrated; null where none are told. */
  readonly nce: Measured | null;
  readonly uncalibrated: Measured | null;
}

/** Ratings told of held-out events, against those that users gave. */
export interface RatingEvaluation {
  readonly over: 'observed' | 'weighted' | 'all';
  /** Ratings that were told, and the users who gave them. */
  readonly ratings: number;
  readonly users: number;
  /** Root of the mean squared error and mean absolute error, in the unit of ratings; intervals are over users. */
  readonly rmse: Measured;
  readonly mae: Measured;
  /** `behind`: how much higher its RMSE is, on the same resampled users. */
  readonly baselines: readonly {
    readonly name: 'mean' | 'biases';
    readonly rmse: Measured;
    readonly mae: Measured;
    readonly behind: Measured;
  }[];
  /** On validation ratings, by which the settings were chosen. */
  readonly trials: readonly { readonly params: Params; readonly rmse: number; readonly fitSeconds: number }[];
}

/** Slates made when asked beside ones made ahead, on test users who did several things: the last of them is what was wanted. */
export interface AheadComparison {
  readonly users: number;
  readonly metric: string;
  /** Over what each had done until then. */
  readonly online: Measured;
  /** Over what each had done before the test events. */
  readonly ahead: Measured;
  /** Online less ahead, each user with himself. */
  readonly loss: Measured;
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

/** A model that learned to rank, and the primary measure on users whom it did not learn from. */
export interface RankerTrial {
  readonly model: string;
  readonly value: number;
  /** How much better it is than the mix, each user with himself. */
  readonly gain: Measured;
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
    /** Users whose wishes it learned from, or slates. */
    readonly users: number;
    /** The primary measure on users whom it did not learn from, and how much better that is than the mix. */
    readonly value: number;
    readonly gain: Measured;
    /** It learned from slates that users were shown, and not from candidates. */
    readonly ofShown?: true;
  };
  /** Every model that learned to rank, whether it is kept or not; absent = none did. */
  readonly rankers?: readonly RankerTrial[];
  readonly trials: readonly RetrieverTrial[];
  /** In words. */
  readonly because: string;
}
