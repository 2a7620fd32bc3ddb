import type { DeclaredAggregate, DeclaredRatio } from './declared-aggregate.ts';
import type { Design, SourceChoice, StepChoice } from './design.ts';
import type { EntityChoice, RecommendDesign } from './recommend-design.ts';
import type { RetrainPlan } from './retraining.ts';
import type { AlertRule } from './watching.ts';

/**
 * The design of a feed in full: what the user wrote, and everything inferred, with defaults filled in and every name
 * resolved. The third kind beside `Design` and `RecommendDesign`.
 */
export interface FeedDesign {
  readonly format: 1;
  /** Grammar: [a-z][a-z0-9-]{0,62}. */
  readonly name: string;
  readonly kind: 'feed';
  readonly requirements: Design['requirements'];
  readonly framing: {
    /** What is predicted of a post that a reader is shown, in this order. */
    readonly heads: readonly FeedHead[];
    /** An action belongs to the newest time before it that its reader was shown the post, so many minutes at most. */
    readonly windowMinutes: number;
    /**
     * What the product wants, in several ways that a run compares: by name, what one of each head is worth. An amount is
     * worth so much a unit.
     */
    readonly objectives: Readonly<Record<string, Readonly<Record<string, number>>>>;
    /** Type of the events that answer how satisfied a reader is with a post, as their value; null = nobody is asked. */
    readonly question: string | null;
    /** Name of the objective by which posts are ranked. */
    readonly rankBy: string;
    readonly input: string;
    readonly output: string;
  };
  readonly data: {
    readonly sources: readonly SourceChoice[];
    readonly events: FeedEventColumns;
    readonly posts: PostChoice;
    readonly readers: EntityChoice | null;
    /** Whom readers follow: authors. */
    readonly follows: EdgeChoice | null;
    /** Who is a friend of whom; an edge counts both ways. */
    readonly friends: (EdgeChoice & { readonly closeness: string | null }) | null;
    /** Events that say that a post was shown; null = nobody noted it, and what was not opened is drawn. */
    readonly impressions: LoggedImpressions | SampledImpressions;
    /** Shares of the newest occasions: the split is by time, always. */
    readonly split: { readonly validation: number; readonly test: number };
  };
  /** Facts about past events, as of each moment: in the order in which they become features. */
  readonly aggregates: readonly DeclaredAggregate[];
  readonly ratios: readonly DeclaredRatio[];
  /** Models of the room `multitask`, each with its parameters: all are trained, the best on validation occasions is kept. */
  readonly models: readonly StepChoice[];
  /** Where candidates come from, each with its parameters. */
  readonly sources: readonly StepChoice[];
  readonly filters: {
    /** A post that was seen comes back once it has so many more comments; null = never. */
    readonly backAfterComments: number | null;
    /** At most so many of them a page. */
    readonly mostBack: number;
    /** Older posts are not shown, in hours; null = any age. */
    readonly mostAgeHours: number | null;
    /** Column of posts that is true, or at least .5, where a post must not be shown; null = none. */
    readonly flag: string | null;
    /** Types of events after which a reader sees nothing more of the author / of the topic. */
    readonly mutes: readonly string[];
    readonly hides: readonly string[];
  };
  /** In this order, after the value model. */
  readonly rerankers: readonly StepChoice[];
  readonly evaluation: {
    /** Of occasions: "ndcgAt10" by value. */
    readonly primary: string;
    readonly k: number;
    readonly slices: readonly string[];
    readonly samples: number;
    readonly level: number;
    /** Measure what a model loses while it waits to be trained again: some more fits. */
    readonly staleness: boolean;
  };
  readonly serving: {
    readonly host: string;
    readonly port: number;
    /** Posts that are scored for a page, at most. */
    readonly candidates: number;
    /** Events of a reader that are kept, the newest. */
    readonly history: number;
    readonly budgetMs: number;
    /** Make every page with the challenger too, after the answer; absent = yes. */
    readonly shadow?: boolean;
  };
  /** Absent in designs of versions from before there was monitoring. */
  readonly monitoring?: RecommendDesign['monitoring'];
  /** When it is trained again by itself; absent = never. */
  readonly retrain?: RetrainPlan;
  /** When somebody should look; absent = what is usual. */
  readonly alerts?: readonly AlertRule[];
  readonly seed: number;
}

/** One thing that is predicted of a post in front of a reader. */
export interface FeedHead {
  /** Grammar of a name: "open", "dwell". */
  readonly name: string;
  /** binary: whether it happens. amount: how much, such as seconds. */
  readonly kind: 'binary' | 'amount';
  /** Types of events that tell: any of them makes a binary head 1; of an amount it is the sum of their values. */
  readonly actions: readonly string[];
  /** binary: only events with values in [atLeast, below) count; null = no bound. */
  readonly atLeast: number | null;
  readonly below: number | null;
  /**
   * Name of a binary head before it: asked only where that one is 1. Its chance is then learned from those rows alone, and
   * multiplied by that of `given`; likewise an amount.
   */
  readonly given: string | null;
}

export interface FeedEventColumns {
  readonly source: string;
  readonly reader: string;
  readonly post: string;
  readonly type: string;
  readonly at: string;
  /** Seconds, stars. */
  readonly value: string | null;
  /** Names the page on which posts were shown together. */
  readonly request: string | null;
  /** From 0. */
  readonly position: string | null;
  /** Chance with which the post stood in its place. */
  readonly propensity: string | null;
  /** Columns of the moment: device, place, position in the session. */
  readonly context: readonly { readonly name: string; readonly type: 'nominal' | 'continuous' }[];
}

/** The table of posts: its columns are attributes; some of them mean more. */
export interface PostChoice extends EntityChoice {
  readonly published: string | null;
  readonly author: string | null;
  readonly topic: string | null;
  readonly text: string | null;
  /** Posts of one thread, or that say the same. */
  readonly group: string | null;
  /** Columns of numbers that are a vector of the post: of its image or video. */
  readonly vector: readonly string[];
  /** Columns behind those of the table, which other systems compute; absent = none. */
  readonly scores?: readonly PostScore[];
}

/** What another system of the project says of each post: how likely it is spam, what it will sell. */
export interface PostScore {
  /** Name of the column that it becomes. */
  readonly column: string;
  /** A system that predicts: its champion at the time of training. */
  readonly system: string;
  /** Class whose probability is meant; null = the positive one of two, or the number that is predicted. */
  readonly class: string | null;
}

/** A score, and which version computes it: the same for what was there and for what comes. */
export interface FittedPostScore extends PostScore {
  readonly version: number;
  /** sha256 of the manifest of that version. */
  readonly sha256: string;
}

export interface EdgeChoice {
  readonly source: string;
  readonly from: string;
  readonly to: string;
  /** When it came to be; null = before everything. */
  readonly since: string | null;
}

export interface LoggedImpressions {
  readonly type: string;
  /** The server notes what it answers as shown; absent = clients tell what readers came to see. */
  readonly served?: true;
}

/** Where no impressions were noted: of each opened post so many others, which others opened in the days before and he did not. */
export interface SampledImpressions {
  /** Events that stand for an impression that was answered. */
  readonly opens: string;
  readonly negatives: number;
  readonly days: number;
}
