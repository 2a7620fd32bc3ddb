import type { VectorSearch } from '../../contracts/recommend-design.ts';
import type {
  AnyColumns,
  ColumnInput,
  ComponentInput,
  FileSourceInput,
  PostgresSourceInput,
  RequirementsInput,
} from '../input.ts';
import type { AlertInput } from '../monitoring-input.ts';
import type { RetrainInput } from '../retrain-input.ts';
import type { ImpressionsInput, RecommendFraming } from './framing-input.ts';

/**
 * What a user writes of a recommender: the twin of `DesignInput`. The smallest design is
 * `{ kind: 'recommend', data: { interactions: 'ratings.csv' } }`.
 *
 * T: the columns of its tables, as `init` and `run` write them to NAME.columns.ts. With them column names complete and a
 * wrong one is a compile error.
 *
 * The sentences below are those of the JSON Schema in shape.ts; a test holds the two together.
 */
export interface RecommendInput<T extends Tables = AnyTables> {
  /** Name of the system: lower-case letters, digits and dashes. Inferred from the name of the file. */
  readonly name?: string;
  /** Kind of system. */
  readonly kind: 'recommend';
  /** What the product needs: kept with every version, shown in the report. */
  readonly requirements?: RequirementsInput;
  /** What counts as success, and what may be shown. */
  readonly framing?: RecommendFraming;
  /** Where events, items and users come from, and which events train, validate and test. */
  readonly data: RecommendDataInput<T>;
  /** Ways to find candidates, in this order. Inferred: all that fit the data, each tuned on validation events. */
  readonly retrievers?: readonly RetrieverInput[];
  /** How candidates become one list: 'auto' (chosen on validation events), 'blend', or a model; of several models the best. */
  readonly ranker?: 'auto' | 'blend' | ComponentInput | readonly ComponentInput[];
  /** What a ranker learns from besides what was wanted. Inferred: what was shown and not taken, else candidates by chance. */
  readonly negatives?: 'uniform' | 'popularity' | 'impressed';
  /** Steps that change the order of a list or leave items out, in this order. */
  readonly rerankers?: readonly ComponentInput[];
  /** How retrievers are fitted, beyond their own parameters. */
  readonly training?: RecommendTrainingInput;
  /** How recommenders are measured and ranked. */
  readonly evaluation?: RecommendEvaluationInput<T>;
  /** How the champion answers. */
  readonly serving?: RecommendServingInput;
  /** What is watched while it serves. */
  readonly monitoring?: RecommendMonitoringInput;
  /** When it is trained again by itself while it serves. Left out: never. */
  readonly retrain?: RetrainInput;
  /** When somebody should look. Left out: what should wake somebody anywhere. */
  readonly alerts?: readonly AlertInput[];
  /** All randomness comes from this number. */
  readonly seed?: number;
}

export interface RecommendTrainingInput {
  /** How threads share out retrievers that can be in two ways: rows ('data'), or shards of embeddings and blocks of weights ('model'). Inferred: 'model'. */
  readonly parallel: 'data' | 'model';
}

export interface RecommendDataInput<T extends Tables> {
  /** What users did with items: a file, or a source with the names of its columns. One row an event. */
  readonly interactions: string | (SourceInput & InteractionColumns<T['interactions']>);
  /** What is known of items, one row an item. */
  readonly items?: string | (SourceInput & ItemColumns<T['items']>);
  /** What is known of users, one row a user. */
  readonly users?: string | (SourceInput & UserColumns<T['users']>);
  /** Who names whom a friend, one row a tie. */
  readonly friends?: string | (SourceInput & FriendColumns<T['friends']>);
  /** Events that say that an item was shown: the action, or it with what follows from it. */
  readonly impressions?: string | ImpressionsInput;
  /** Which events train, validate and test: the name of a split, or the name with its shares. */
  readonly split?: RecommendSplitName | RecommendSplitInput;
}

type SourceInput = FileSourceInput | PostgresSourceInput;

export interface InteractionColumns<C extends object | undefined> {
  /** Column that says who. Inferred by its name. */
  readonly user?: NameOf<C>;
  /** Column that says with what. Inferred by its name. */
  readonly item?: NameOf<C>;
  /** Column that says when. Inferred by its name and type. */
  readonly time?: NameOf<C>;
  /** Column of a rating, an amount or a share watched. Inferred: one that is named like a rating or a share. */
  readonly value?: NameOf<C>;
  /** Column of what the user did, such as "view" or "like". Inferred by its name. */
  readonly action?: NameOf<C>;
  /** Column of the place in which an item was shown, from 0. Inferred by its name. */
  readonly position?: NameOf<C>;
  /** Column that names the slate in which an item was shown. Inferred by its name. */
  readonly request?: NameOf<C>;
  /** Column of the chance with which an item was shown in its place. Inferred by its name. */
  readonly propensity?: NameOf<C>;
}

export interface ItemColumns<C extends object | undefined> {
  /** Column of the id that interactions refer to. Inferred by its name. */
  readonly id?: NameOf<C>;
  /** Column that says since when there is the item. Inferred by its name and type. */
  readonly added?: NameOf<C>;
  /** What is known better than can be inferred, by column. */
  readonly columns?: { readonly [column in NameOf<C>]?: ColumnInput };
}

export interface UserColumns<C extends object | undefined> {
  /** Column of the id that interactions refer to. Inferred by its name. */
  readonly id?: NameOf<C>;
  /** Column that lists a user's friends: their ids, parted by blanks, commas, semicolons or bars. Inferred by its name. */
  readonly friends?: NameOf<C>;
  /** What is known better than can be inferred, by column. */
  readonly columns?: { readonly [column in NameOf<C>]?: ColumnInput };
}

export interface FriendColumns<C extends object | undefined> {
  /** Column of the user who names a friend. Inferred by its name. */
  readonly from?: NameOf<C>;
  /** Column of the friend. Inferred by its name. */
  readonly to?: NameOf<C>;
}

export type RecommendSplitName = 'time' | 'leave-last' | 'users' | 'random';

export interface RecommendSplitInput {
  /** Name of the split. Inferred: time where most users come back, else leave-last; users where there are no times. */
  readonly name?: RecommendSplitName;
  /** Share of events, or of users, for choosing and tuning. */
  readonly validation?: number;
  /** Share of events, or of users, that measure, touched by nothing else. */
  readonly test?: number;
  /** True allows a random split of events with times, by which the future tells of the past: every report says so. */
  readonly optOut?: boolean;
}

/** The name of a retriever; or an object with the name, its parameters, and whether they are tuned. */
export type RetrieverInput =
  | string
  | {
      /** Name of the component. */
      readonly name: string;
      /** Whether its grid is tried on validation events. Inferred: where no parameter is given. */
      readonly search?: boolean;
      readonly [param: string]: unknown;
    };

export interface RecommendEvaluationInput<T extends Tables> {
  /** Metric by which recommenders are ranked. Inferred: ndcgAt10. */
  readonly primary?: string;
  /** Metrics to measure, such as recallAt20. Inferred: every metric at 10, and recall at 20 and 50. */
  readonly metrics?: readonly string[];
  /** Columns of the table of users to slice metrics by, besides activity. Inferred: the first of two to six values. */
  readonly slices?: readonly NameOf<T['users']>[];
  /** Bootstrap intervals. */
  readonly interval?: {
    /** Resamples. */
    readonly samples?: number;
    /** Share of resamples inside the interval. */
    readonly level?: number;
  };
}

export interface RecommendServingInput {
  /** Address to listen on. */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. */
  readonly port?: number;
  /** Items that each retriever hands to the ranker. */
  readonly candidates?: number;
  /** Events of a user's past that are looked at, the newest. */
  readonly history?: number;
  /** Longest time that an answer may take before parts are left out of it, in milliseconds. */
  readonly budgetMs?: number;
  /** How vectors are searched: all looked at, similar items by an index where looking at all takes more than a hundredth of budgetMs, or candidates by an index too. */
  readonly vectorSearch?: VectorSearch;
  /** Make every slate with the challenger too, after the answer is sent. */
  readonly shadow?: boolean;
  /** Make slates for all users at once, in a job, and answer from memory. Left out: each is made when asked. */
  readonly ahead?: {
    /** How often: '6h', '1d'. */
    readonly every?: string;
    /** Items of each, of which pages are cut. */
    readonly items?: number;
  };
}

export interface RecommendMonitoringInput {
  /** Slates, and events, of the live window that is looked at. */
  readonly windowRows?: number;
  /** Chance that a check of the whole system alarms when nothing has drifted. */
  readonly falseAlarmRate?: number;
  /** An event counts for the slate that showed its item at most so many hours before. */
  readonly outcomeHours?: number;
}

/** The columns of the tables of a recommender: name -> type of the values. */
export interface Tables {
  readonly interactions: object;
  readonly items?: object;
  readonly users?: object;
  readonly friends?: object;
}

/** Tables of which nothing is known. */
export interface AnyTables {
  readonly interactions: AnyColumns;
  readonly items: AnyColumns;
  readonly users: AnyColumns;
  readonly friends: AnyColumns;
}

type NameOf<C extends object | undefined> = C extends object ? keyof C & string : never;
