import type { ColumnType } from '../table/schema.ts';
import type { Design, SourceChoice, StepChoice } from './design.ts';
import type { Parallel } from './kernels.ts';
import type { Params } from './params.ts';
import type { RetrainPlan } from './retraining.ts';
import type { AlertRule } from './watching.ts';

/**
 * The design of a recommender in full: what the user wrote, and everything inferred, with defaults filled in and every
 * name resolved. The twin of `Design`, which is of the kind predict.
 */
export interface RecommendDesign {
  readonly format: 1;
  /** Grammar: [a-z][a-z0-9-]{0,62}. */
  readonly name: string;
  readonly kind: 'recommend';
  readonly requirements: Design['requirements'];
  readonly framing: {
    /** What counts as success, and how it is told from events: of several objectives the rule of the one that answers. */
    readonly label: LabelRule;
    /** What a recommender may be taught to bring about, by name; absent = `label` alone. */
    readonly objectives?: Readonly<Record<string, LabelRule>>;
    /** Name of the objective that answers; absent where there are none. */
    readonly objective?: string;
    /** What held-out events bring to the business, by which objectives are compared; absent where there are none. */
    readonly business?: { readonly label: LabelRule; readonly metric: string };
    /** Tell what users would rate items, learned from pairs that were rated, or from all; absent = not. */
    readonly ratings?: 'observed' | 'weighted' | 'all';
    /** Whether an item that the user knows may be recommended again. */
    readonly repeats: boolean;
    readonly input: string;
    readonly output: string;
  };
  readonly data: {
    readonly sources: readonly SourceChoice[];
    readonly interactions: {
      readonly source: string;
      readonly user: string;
      readonly item: string;
      readonly time: string | null;
      /** A rating, an amount, a share watched. */
      readonly value: string | null;
      /** What the user did: "view", "like". */
      readonly action: string | null;
      /** Of impressions: the place, from 0; the slate; the chance of standing there. Absent where there are no impressions. */
      readonly position?: string | null;
      readonly request?: string | null;
      readonly propensity?: string | null;
    };
    /** Events that say that an item was shown: nothing that a user did. Absent = nobody noted it. */
    readonly impressions?: ImpressionChoice;
    /** A table of items and its columns that are kept; null = only their ids are known. */
    readonly items: (EntityChoice & { readonly added: string | null }) | null;
    /** friends: the column that lists a user's friends by id; absent = there is no user graph. */
    readonly users: (EntityChoice & { readonly friends?: string }) | null;
    /** A table of ties, by the columns of their ends: `from` names `to` a friend. Absent = there is none. */
    readonly friends?: FriendsChoice;
    readonly split: RecommendSplit;
  };
  readonly retrievers: readonly RetrieverChoice[];
  readonly ranker: RankerChoice;
  /** What a ranker learns from besides what was wanted; absent = uniform. */
  readonly negatives?: Negatives;
  /** In this order, after the ranker. */
  readonly rerankers: readonly StepChoice[];
  /** How threads share out fits that can be in two ways; absent = each in its usual one. */
  readonly training?: { readonly parallel: Parallel };
  readonly evaluation: {
    /** "ndcgAt10" */
    readonly primary: string;
    readonly metrics: readonly string[];
    /** Columns of the table of users by whose values metrics are measured again, besides activity. */
    readonly slices: readonly string[];
    readonly samples: number;
    readonly level: number;
  };
  readonly serving: {
    readonly host: string;
    readonly port: number;
    /** Items that a retriever hands to the ranker. */
    readonly candidates: number;
    /** Events of a user's past that are looked at, the newest. */
    readonly history: number;
    /** Longest time that an answer may take before it is degraded, in milliseconds. */
    readonly budgetMs: number;
    /** How vectors are searched; absent in designs of versions from before it could be chosen = 'auto'. */
    readonly vectorSearch?: VectorSearch;
    /** Make every slate with the challenger too, after the answer is sent. */
    readonly shadow: boolean;
    /** Make slates for all users at once so often, so many items each, and answer from memory; absent = each when asked. */
    readonly ahead?: { readonly everyMs: number; readonly items: number };
  };
  /** Absent in designs of versions from before there was monitoring. */
  readonly monitoring?: {
    /** Slates, and events, of the live window that is looked at. */
    readonly windowRows: number;
    /** Chance that a check of the whole system alarms when nothing has drifted. */
    readonly falseAlarmRate: number;
    /** An event counts for the slate that showed its item at most so long before. */
    readonly outcomeHours: number;
  };
  /** When it is trained again by itself; absent = never. */
  readonly retrain?: RetrainPlan;
  /** When somebody should look; absent = what is usual. */
  readonly alerts?: readonly AlertRule[];
  readonly seed: number;
}

/**
 * exact        all vectors are looked at
 * auto         similar items by an index where looking at all would take more than a hundredth of `budgetMs`
 * approximate  candidates too, and wherever an index is the quicker: such a slate cannot be made again to the last bit
 */
export type VectorSearch = 'exact' | 'auto' | 'approximate';

/** From an event to how much it speaks for its item. */
export interface LabelRule {
  /** In words: "rating of at least 4". */
  readonly says: string;
  /** By action: its weight, negative where it speaks against; actions that are not here are 0. Null = there are no actions. */
  readonly actions: Readonly<Record<string, number>> | null;
  /** An event of a lower value speaks against its item; null = the value decides nothing. */
  readonly atLeast: number | null;
  /** The value multiplies the weight. */
  readonly weighted: boolean;
  /** The weight is a rating: an event without a value was seen, no more. */
  readonly rated?: true;
  /** Conversions: an event counts only where one of these actions, or an impression, came before it with the same item. */
  readonly after?: readonly string[];
  /** So many minutes before it at most; with `after` alone. */
  readonly withinMinutes?: number;
}

/** Events that say that an item was shown, and what follows from them. */
export interface ImpressionChoice {
  readonly action: string;
  /** The server notes what it answers as shown; absent = clients tell what users came to see. */
  readonly served?: true;
  /** An event belongs to the last impression of its item that is at most so much older. */
  readonly windowMinutes: number;
  /**
   * What undoes that some places are looked at more than others. position: a ranker learns with the place among its
   * features, and answers as if all stood first. propensity: impressions weigh by the inverse of their chance.
   */
  readonly correction: 'none' | 'position' | 'propensity';
}

/**
 * uniform     candidates by chance, each alike
 * popularity  candidates by chance, as often as they were met
 * impressed   what was shown and not taken, instead of candidates
 */
export type Negatives = 'uniform' | 'popularity' | 'impressed';

/** A table in which each user, or each item, has one row. */
export interface EntityChoice {
  readonly source: string;
  readonly id: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    readonly inferred: boolean;
  }[];
}

export interface FriendsChoice {
  readonly source: string;
  readonly from: string;
  readonly to: string;
}

/**
 * How candidates of all retrievers become one list.
 *
 * auto        chosen on validation events: one retriever alone, a blend, or a model
 * blend       a weighted sum of what the retrievers say, the weights found on validation events
 * otherwise   a model of the room `models` that learns from candidates of validation events; of several the best there, or
 *             the mix where none is surely better
 */
export type RankerChoice = 'auto' | 'blend' | StepChoice | readonly StepChoice[];

/**
 * time        everything after an instant is held out: the honest one where there are times
 * leave-last  the last event of each user is held out, the one before for choosing
 * users       some users are held out whole: of each a part of the past is given
 * random      events by chance: of events with times only when `optOut` says that the future may tell of the past
 */
export interface RecommendSplit {
  readonly name: 'time' | 'leave-last' | 'users' | 'random';
  /** Share of the newest events (time), of the users (users) or of all events (random); of no meaning to leave-last. */
  readonly validation: number;
  readonly test: number;
  readonly optOut: boolean;
}

export interface RetrieverChoice {
  readonly name: string;
  /** In full; with `search` what the design gives, which holds for every trial. */
  readonly params: Params;
  /** Try the grid of the retriever, on validation events, and keep the best. */
  readonly search: boolean;
}
