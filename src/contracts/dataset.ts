import type { ColumnType, DateOrder, Schema } from '../table/schema.ts';
import type { EventFacts, EventProfile } from './event-facts.ts';
import type { JsonObject } from './json.ts';

/** An immutable Parquet file in the lake, with what is known of it. */
export interface Dataset {
  readonly format: 1;
  /** sha256 of the Parquet file: its name in the lake. */
  readonly sha256: string;
  /** Cache key: hash of source hashes, the resolved prepare specification and the version of the program. */
  readonly key: string;
  readonly rows: number;
  /** In the order of the file. Rows whose target is missing are not in it; the findings say how many there were. */
  readonly schema: Schema;
  readonly sources: readonly SourceFacts[];
  /** Every column of the sources as met, so that the design can be resolved again without reading them. */
  readonly inferred: readonly InferredColumn[];
  readonly profile: readonly ColumnProfile[];
  readonly findings: readonly Finding[];
  /** Of interactions: what they are like, and the datasets that belong to them. */
  readonly events?: {
    readonly facts: EventFacts;
    readonly profile: EventProfile;
    /** sha256 of the datasets of items, of users and of who names whom a friend; null where there are none. */
    readonly items: string | null;
    readonly users: string | null;
    readonly friends?: string | null;
  };
  /** Of the events of a feed: sha256 of the datasets of its other tables; null where there are none. */
  readonly feed?: {
    readonly posts: string;
    readonly readers: string | null;
    readonly follows: string | null;
    readonly friends: string | null;
  };
}

/** Where rows came from, as declared and as met. */
export interface SourceFacts {
  readonly name: string;
  readonly kind: 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet' | 'postgres';
  /** Path relative to the project, or the table or query. Never a password. */
  readonly from: string;
  /** sha256 of the file, or of the rows read where there is no file. */
  readonly sha256: string;
  readonly rows: number;
  readonly collectedBy: string | null;
  readonly trust: Trust | null;
}

/** How far a source is trusted, as its owner declares. */
export type Trust = 'high' | 'medium' | 'low';

/** A column of the joined sources, before the design has its say. */
export interface InferredColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** "7,032 distinct numbers", "2 values: No, Yes", ... */
  readonly because: string;
  readonly missing: number;
  readonly distinct: number;
  /**
   * The values of a nominal, ordinal or boolean column (at most 1,000), in the order of its dictionary; and those of a
   * discrete one with at most 100, ascending: they may be classes.
   */
  readonly values?: readonly string[];
  /** Rows of each of `values`. */
  readonly counts?: readonly number[];
  /** Share of present values that are not of the type that most are. 0 when all agree. */
  readonly odd: number;
  /** Up to three of the odd values, sorted. */
  readonly oddExamples?: readonly string[];
  /** Timestamps not in ISO 8601: which of day and month comes first. */
  readonly dateOrder?: DateOrder;
}

/** What a column holds. Shares are of all rows. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  readonly distinct: number;
  /** Number columns: over present values. */
  readonly numeric?: {
    readonly mean: number;
    readonly sd: number;
    readonly min: number;
    readonly max: number;
    /** At 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99. */
    readonly quantiles: readonly number[];
    /** Equal-width bins from edges[0] to edges[bins]. */
    readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  };
  /** Category and text columns: the most frequent values, at most 20. */
  readonly top?: readonly { readonly value: string; readonly count: number }[];
  /** How strongly the column alone tells the target: 0 nothing .. 1 all. Null for the target itself. */
  readonly relation: Relation | null;
}

export interface Relation {
  /** auc: |2 AUC - 1| of the best single-column rule; r: |Spearman correlation|; v: bias-corrected Cramer's V. */
  readonly measure: 'auc' | 'r' | 'v';
  readonly strength: number;
  /** Mean of the target (or P(positive)) by bin or by top value, for a plot. */
  readonly means?: readonly { readonly label: string; readonly mean: number; readonly count: number }[];
}

/** Something about the data that a person should know before trusting a model of it. */
export interface Finding {
  readonly kind:
    | 'constant'
    | 'duplicate-rows'
    | 'identifier-like'
    | 'mixed-types'
    | 'possible-leak'
    | 'mostly-missing'
    | 'target-missing'
    | 'rare-class'
    | 'high-cardinality'
    | 'low-trust'
    | 'ids-missing'
    | 'ids-repeated'
    | 'duplicate-events'
    | 'single-event-users'
    | 'items-unmet'
    | 'items-unknown'
    | 'times-missing'
    | 'future-times'
    | 'dominant-user'
    | 'propensities-unknown';
  readonly severity: 'note' | 'warning';
  readonly column: string | null;
  /** One sentence with the figures, and what follows. */
  readonly says: string;
  readonly facts: JsonObject;
}
