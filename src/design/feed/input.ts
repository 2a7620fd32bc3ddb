import type {
  AnyColumns,
  ColumnInput,
  ComponentInput,
  FileSourceInput,
  PostgresSourceInput,
  RequirementsInput,
} from '../input.ts';
import type { AlertInput } from '../monitoring-input.ts';
import type { RecommendMonitoringInput } from '../recommend/input.ts';
import type { FeedRetrainInput } from '../retrain-input.ts';

/**
 * What a user writes of a feed: the third beside `DesignInput` and `RecommendInput`. The smallest design is
 * `{ kind: 'feed', data: { events: 'events.jsonl', posts: 'posts.jsonl' } }`.
 *
 * T: the columns of its tables, as `run` writes them to NAME.columns.ts.
 *
 * The sentences below are those of the JSON Schema in shape.ts; a test holds the two together.
 */
export interface FeedInput<T extends FeedTables = AnyFeedTables> {
  /** Name of the system: lower-case letters, digits and dashes. Inferred from the name of the file. */
  readonly name?: string;
  /** Kind of system. */
  readonly kind: 'feed';
  /** What the product needs: kept with every version, shown in the report. */
  readonly requirements?: RequirementsInput;
  /** What is predicted of a post in front of a reader, and what it is worth. */
  readonly framing?: FeedFraming;
  /** Where events, posts, readers and their ties come from, and which pages train, validate and test. */
  readonly data: FeedDataInput<T>;
  /** Facts about past events that are features, each as of the moment. Inferred: counts, rates, recency and affinities of the actions there are. */
  readonly aggregates?: readonly AggregateInput[];
  /** Models of several heads to train and compare. Inferred: all usual ones. */
  readonly models?: readonly ComponentInput[];
  /** Where candidates come from. Inferred: all that the tables suffice for. */
  readonly sources?: readonly ComponentInput[];
  /** What a reader must not see, and what may come back. */
  readonly filters?: FeedFiltersInput;
  /** Steps that change the order of a page or leave posts out, in this order. */
  readonly rerankers?: readonly ComponentInput[];
  /** How feeds are measured and compared. */
  readonly evaluation?: FeedEvaluationInput<T>;
  /** How the champion answers. */
  readonly serving?: FeedServingInput;
  /** When somebody should look. Left out: what should wake somebody anywhere. */
  readonly alerts?: readonly AlertInput[];
  /** What is watched while it serves. */
  readonly monitoring?: RecommendMonitoringInput;
  /** When it is trained again by itself while it serves. Left out: never. */
  readonly retrain?: FeedRetrainInput;
  /** All randomness comes from this number. */
  readonly seed?: number;
}

export interface FeedFraming {
  /** What is predicted: the types of events by name, or heads in full. Inferred: every type of event that readers do with posts. */
  readonly heads?: readonly (string | HeadInput)[];
  /** Longest time between an impression and an action that came of it, in minutes. */
  readonly windowMinutes?: number;
  /** By name, what one of each head is worth; below 0 where it speaks against the post. */
  readonly objectives?: { readonly [objective: string]: { readonly [head: string]: number } };
  /** Type of the events that answer how satisfied a reader is with a post, as their value. Inferred: by its name. */
  readonly question?: string;
  /** Name of the objective by which posts are ranked. Inferred: value, else the first. */
  readonly rankBy?: string;
  /** What is known when the prediction is made, in words. */
  readonly input?: string;
  /** What the prediction is used for, in words. */
  readonly output?: string;
}

export interface HeadInput {
  /** Name of the head. */
  readonly name: string;
  /** Types of events that tell it. Inferred: the one of its name. */
  readonly actions?: readonly string[];
  /** True predicts how much, not whether: the sum of the values of its events. */
  readonly amount?: boolean;
  /** Only events of at least this value count. */
  readonly atLeast?: number;
  /** Only events below this value count. */
  readonly below?: number;
  /** Head that must have come true for this one to be asked. */
  readonly given?: string;
}

export interface FeedDataInput<T extends FeedTables> {
  /** What readers did and were shown: a file, or a source with the names of its columns. One row an event. */
  readonly events: string | (SourceInput & EventColumnsInput<T['events']>);
  /** What is known of posts, one row a post. */
  readonly posts: string | (SourceInput & PostColumnsInput<T['posts']>);
  /** What is known of readers, one row a reader. */
  readonly readers?: string | (SourceInput & ReaderColumnsInput<T['readers']>);
  /** Which readers follow which authors, one row a tie. */
  readonly follows?: string | (SourceInput & TieColumnsInput<T['follows']>);
  /** Which readers are friends, one row a pair. */
  readonly friends?: string | (SourceInput & FriendColumnsInput<T['friends']>);
  /** Type of the events that say that a post was shown, or it with who tells them; or how posts are drawn that were not opened. Inferred: by its name, else drawn. */
  readonly impressions?: string | LoggedImpressionsInput | DrawnImpressionsInput;
  /** Shares of the newest pages for choosing and for measuring. */
  readonly split?: FeedSplitInput;
}

type SourceInput = FileSourceInput | PostgresSourceInput;

export interface EventColumnsInput<C extends object | undefined> {
  /** Column that says who. Inferred by its name. */
  readonly reader?: NameOf<C>;
  /** Column that says with which post. Inferred by its name. */
  readonly post?: NameOf<C>;
  /** Column of what happened, such as "open" or "like". Inferred by its name. */
  readonly type?: NameOf<C>;
  /** Column that says when. Inferred by its name and type. */
  readonly at?: NameOf<C>;
  /** Column of how much: seconds, stars. Inferred by its name. */
  readonly value?: NameOf<C>;
  /** Column that names the page on which posts were shown together. Inferred by its name. */
  readonly request?: NameOf<C>;
  /** Column of the place on the page, from 0. Inferred by its name. */
  readonly position?: NameOf<C>;
  /** Column of the chance with which the post stood there. Inferred by its name. */
  readonly propensity?: NameOf<C>;
  /** Columns that tell of the moment, such as the device. Inferred: all others of few values or of numbers. */
  readonly context?: readonly NameOf<C>[];
}

export interface PostColumnsInput<C extends object | undefined> {
  /** Column of the id that events refer to. Inferred by its name. */
  readonly id?: NameOf<C>;
  /** Column that says since when there is the post. Inferred by its name and type. */
  readonly published?: NameOf<C>;
  /** Column that says who wrote it. Inferred by its name. */
  readonly author?: NameOf<C>;
  /** Column that says what it is about. Inferred by its name. */
  readonly topic?: NameOf<C>;
  /** Column of its text. Inferred by its name and type. */
  readonly text?: NameOf<C>;
  /** Column that names its thread, or the group of posts that say the same. Inferred by its name. */
  readonly group?: NameOf<C>;
  /** Columns of numbers that are a vector of its image or video. */
  readonly vector?: readonly NameOf<C>[];
  /** Further columns, each computed by another system of the project: by its name, or with the class whose probability is meant. */
  readonly scores?: { readonly [column: string]: string | PostScoreInput };
  /** What is known better than can be inferred, by column. */
  readonly columns?: { readonly [column in NameOf<C>]?: ColumnInput };
}

export interface PostScoreInput {
  /** Name of a system of the project that predicts. */
  readonly system: string;
  /** Class whose probability is the score. Left out: the positive one of two; a number is taken as it is predicted. */
  readonly class?: string;
}

export interface ReaderColumnsInput<C extends object | undefined> {
  /** Column of the id that events refer to. Inferred by its name. */
  readonly id?: NameOf<C>;
  /** What is known better than can be inferred, by column. */
  readonly columns?: { readonly [column in NameOf<C>]?: ColumnInput };
}

export interface TieColumnsInput<C extends object | undefined> {
  /** Column of the reader. Inferred by its name. */
  readonly from?: NameOf<C>;
  /** Column of whom he is tied to. Inferred by its name. */
  readonly to?: NameOf<C>;
  /** Column that says since when. Inferred by its name and type. */
  readonly since?: NameOf<C>;
}

export interface FriendColumnsInput<C extends object | undefined> extends TieColumnsInput<C> {
  /** Column of how close they are, 0 to 1. Inferred by its name. */
  readonly closeness?: NameOf<C>;
}

export interface LoggedImpressionsInput {
  /** Type of the events that say that a post was shown. */
  readonly type: string;
  /** True notes every page that is answered as shown. Left out: clients tell what readers came to see. */
  readonly served?: boolean;
}

export interface DrawnImpressionsInput {
  /** Type of the events that stand for a post that was shown and opened. */
  readonly opens: string;
  /** Posts drawn beside each that was opened. */
  readonly negatives?: number;
  /** Drawn are posts that others opened in so many days before, and this reader did not. */
  readonly days?: number;
}

export interface FeedSplitInput {
  /** Share of pages for choosing and tuning. */
  readonly validation?: number;
  /** Share of pages that measure, touched by nothing else. */
  readonly test?: number;
}

export interface AggregateInput {
  /** Name of the feature. Inferred from what it is made of. */
  readonly name?: string;
  /** By what it is kept: post, author, topic, reader, or two of them. */
  readonly by: EntityName | readonly EntityName[];
  /** Types of events that count. Left out: all. */
  readonly of?: string | readonly string[];
  /** True adds the values of the events up in place of counting them. */
  readonly values?: boolean;
  /** The aggregate, with its parameters. Inferred: count. */
  readonly as?: ComponentInput;
  /** Makes a rate of it: divided by the same aggregate of these events. */
  readonly per?: string | readonly string[];
}

export type EntityName = 'post' | 'author' | 'topic' | 'reader';

export interface FeedFiltersInput {
  /** A post that was seen comes back once it has so many more comments. */
  readonly backAfterComments?: number;
  /** Posts of a page that came back, at most; 0 = none ever comes back. */
  readonly mostBack?: number;
  /** Older posts are not shown, in hours. Left out: any age. */
  readonly mostAgeHours?: number;
  /** Column of posts that is true, or at least 0.5, where a post must not be shown. */
  readonly flag?: string;
  /** Types of events after which a reader sees no more of the author. Inferred: by their names. */
  readonly mutes?: readonly string[];
  /** Types of events after which a reader sees no more of the topic. */
  readonly hides?: readonly string[];
}

export interface FeedEvaluationInput<T extends FeedTables> {
  /** Places of a page that are looked at. */
  readonly k?: number;
  /** Columns of the table of readers to slice metrics by, besides activity. Inferred: the first of two to six values. */
  readonly slices?: readonly NameOf<T['readers']>[];
  /** Whether a run also measures what a model loses while it waits to be trained again, by some more fits. */
  readonly staleness?: boolean;
  /** Bootstrap intervals. */
  readonly interval?: {
    /** Resamples. */
    readonly samples?: number;
    /** Share of resamples inside the interval. */
    readonly level?: number;
  };
}

export interface FeedServingInput {
  /** Address to listen on. */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. */
  readonly port?: number;
  /** Posts that are scored for a page, at most. */
  readonly candidates?: number;
  /** Events of a reader that are kept, the newest. */
  readonly history?: number;
  /** Longest time that an answer may take before parts are left out of it, in milliseconds. */
  readonly budgetMs?: number;
  /** Make every page with the challenger too, after the answer is sent. */
  readonly shadow?: boolean;
}

/** The columns of the tables of a feed: name -> type of the values. */
export interface FeedTables {
  readonly events: object;
  readonly posts: object;
  readonly readers?: object;
  readonly follows?: object;
  readonly friends?: object;
}

/** Tables of which nothing is known. */
export interface AnyFeedTables {
  readonly events: AnyColumns;
  readonly posts: AnyColumns;
  readonly readers: AnyColumns;
  readonly follows: AnyColumns;
  readonly friends: AnyColumns;
}

type NameOf<C extends object | undefined> = C extends object ? keyof C & string : never;
