import type { CalibrationBin, Importance, Measured, Metrics } from './evaluation.ts';
import type { Params } from './params.ts';

/**
 * How a page of posts is judged when they stand in another order than they were shown in.
 *
 * examined    what came of a post counts as much more or less as its new place is looked at more or less than the place
 *             where it stood: unbiased where readers look by place alone and places were given by chance
 *             (Li et al. 2018, "Offline evaluation of ranking policies with click models", the item-position model)
 * discounted  what came of a post counts by 1 / log2(1 + place): where nobody noted places or chances
 */
export type PageJudgement = 'examined' | 'discounted';

/** A model of several heads, judged on validation pages. */
export interface FeedTrial {
  readonly model: string;
  readonly params: Params;
  /** Rows weighed by inverse propensity while it learned. */
  readonly weighed: boolean;
  /** The primary measure. */
  readonly value: Measured;
  /** How much less that is than the best, on the same readers; nulls of the best itself. */
  readonly behind: Measured;
  /** Mean over binary heads of log loss beside that of the head's rate: below 1 tells more than the rate. */
  readonly normalisedEntropy: number | null;
  /** By head: ROC-AUC of a binary one, mean absolute error of an amount; null where it is not defined. */
  readonly heads: readonly { readonly head: string; readonly value: number | null }[];
  readonly fitSeconds: number;
  /** Median time to score a page of 100 posts, features not counted, and what the model learned; absent in older versions. */
  readonly micros?: number;
  readonly bytes?: number;
}

/** Which model ranks, all judged on validation pages. */
export interface FeedChoice {
  readonly primary: string;
  readonly judgement: PageJudgement;
  readonly pages: number;
  readonly readers: number;
  readonly trials: readonly FeedTrial[];
  /** Index in `trials`. */
  readonly chosen: number;
  /** By head: what its chances are calibrated by; null = they come true as they are. */
  readonly calibrators: readonly { readonly head: string; readonly name: string | null }[];
  /** In words. */
  readonly because: string;
}

/** What is predicted of a head, against what came. */
export interface HeadEvaluation {
  readonly head: string;
  readonly kind: 'binary' | 'amount';
  /** Rows whose truth is known, and its mean. */
  readonly rows: number;
  readonly mean: number | null;
  /**
   * binary: rocAuc, prAuc, logLoss, ece, normalisedEntropy. amount: mae, rmse, and bias: mean said less mean came.
   * Intervals are over readers.
   */
  readonly metrics: Metrics;
  /** ECE of what the model said before its calibrator; null where it has none. */
  readonly uncalibratedEce: number | null;
  readonly calibration: readonly CalibrationBin[];
}

/** What pages in some order bring: means over pages. */
export interface RankingOutcome {
  /** An objective, or "shown", "newest", "popular", "popularLately". */
  readonly ranking: string;
  /** By the objective that posts are ranked by: valueAt10, ndcgAt10. */
  readonly metrics: Metrics;
  /** By head: what comes of it on a page. */
  readonly heads: Readonly<Record<string, Measured>>;
  /** Share of opens that were left at once; null where no head tells. */
  readonly clickbait: number | null;
  /** How much less value it brings than the order that answers, on the same readers; nulls of that itself. */
  readonly behind: Measured;
}

/** Pages, or rows, of a kind. */
export interface FeedSegment {
  /** "reader", "author", or a column of readers. */
  readonly column: string;
  readonly value: string;
  readonly readers: number;
  readonly rows: number;
  /** valueAt10, ndcgAt10, and of the first head rocAuc and logLoss. Of rows by author rocAuc and logLoss alone. */
  readonly metrics: Metrics;
}

/** Pages of so many places. */
export interface FeedAtCut {
  readonly k: number;
  /** The first is the order that answers. `behind` as in RankingOutcome. */
  readonly rankings: readonly {
    readonly ranking: string;
    readonly value: Measured;
    readonly ndcg: Measured;
    readonly behind: Measured;
  }[];
  /** Value by kind of reader, of the order that answers. */
  readonly segments: readonly {
    readonly column: string;
    readonly value: string;
    readonly readers: number;
    readonly brings: Measured;
  }[];
  readonly exposure: readonly FeedExposure[];
}

/** Who and what comes to be seen on the first places. */
export interface FeedExposure {
  readonly ranking: string;
  /** Gini coefficient of places over authors: 0 = all alike. Null without authors. */
  readonly authorGini: number | null;
  /** Median age of posts, in hours; null where nobody knows. */
  readonly ageHours: number | null;
  /** Topics, or authors where there are none, per place: 1 = all differ. */
  readonly diversity: number | null;
}

/** What a head does to the order. */
export interface HeadContribution {
  readonly head: string;
  readonly worth: number;
  /** Its part in how values differ within pages; all sum to 1. */
  readonly share: number;
  /** With its worth halved, and doubled. */
  readonly halved: WeightMoved;
  readonly doubled: WeightMoved;
}

/** What one of each head is worth by answers of readers who were asked how satisfied they are: -1 the least, 1 the most. */
export interface AnsweredWorth {
  readonly answers: number;
  /** The scale, as far as anybody used it. */
  readonly least: number;
  readonly most: number;
  /** Heads that came true of some row whose reader was asked. */
  readonly heads: readonly { readonly head: string; readonly worth: Measured }[];
}

/** What a change of one worth comes to. */
export interface WeightMoved {
  /** Share of the upper half of pages that are other posts. */
  readonly replaced: number;
  /** By head: how much more of it comes of a page. */
  readonly heads: Readonly<Record<string, number>>;
}

/** What a model loses while it waits to be retrained. */
export interface Staleness {
  readonly periodHours: number;
  /** Rows that each learned from. */
  readonly rows: number;
  /** By age in periods; 0 = learned until just before the pages it is judged by. */
  readonly ages: readonly {
    readonly periods: number;
    /** Mean over binary heads of log loss beside that of the rate. */
    readonly normalisedEntropy: number | null;
    /** How much more of it than at age 0; of the same readers. */
    readonly loss: Measured;
    readonly value: Measured;
  }[];
  /** Periods between two trainings that are advised. */
  readonly every: number;
  readonly because: string;
}

/** What was measured of a feed on test pages, which chose nothing. */
export interface FeedEvaluation {
  readonly format: 1;
  readonly pages: number;
  readonly rows: number;
  readonly readers: number;
  readonly primary: string;
  /** Of the order that answers. */
  readonly metrics: Metrics;
  readonly judgement: PageJudgement;
  /** How much each place is looked at beside the first, where pages are judged by it. */
  readonly examination: readonly number[] | null;
  /** What shorter and longer pages bring; absent in versions from before it was measured. */
  readonly atCuts?: readonly FeedAtCut[];
  /** Over readers. */
  readonly interval: {
    readonly method: 'bootstrap';
    readonly samples: number;
    readonly level: number;
    readonly seed: number;
  };
  readonly heads: readonly HeadEvaluation[];
  /** Every objective of the design by the same model, and orders that need none. */
  readonly rankings: readonly RankingOutcome[];
  readonly segments: readonly FeedSegment[];
  readonly exposure: readonly FeedExposure[];
  readonly contributions: readonly HeadContribution[];
  /** What each feature is to the chances of all heads, by shuffling it; null where none matters. Absent in older versions. */
  readonly importances?: readonly Importance[] | null;
  /** On training and validation pages; absent where nobody was asked, or too few answered. */
  readonly answered?: AnsweredWorth;
  /** Null where the past is too short, or nobody asked. */
  readonly staleness: Staleness | null;
  /** What a reader must know; null = nothing. */
  readonly caution: string | null;
}
