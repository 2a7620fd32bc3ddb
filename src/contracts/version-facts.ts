import type { StepChoice } from './design.ts';
import type { FeedReportFacts, RecommendReportFacts, ReportFacts } from './report.ts';

/**
 * Everything that was measured of a version, for whoever draws it live: the facts of its report without what only scoring
 * needs (dictionaries, states), and of the other models of its run without their curves.
 */
export type VersionFacts =
  | { readonly kind: 'predict'; readonly facts: ReportFacts; readonly chains: readonly ColumnChain[] }
  | { readonly kind: 'recommend'; readonly facts: RecommendReportFacts }
  | { readonly kind: 'feed'; readonly facts: FeedReportFacts };

/** What a column goes through on its way to the model. */
export interface ColumnChain {
  readonly column: string;
  readonly type: string;
  readonly steps: readonly StepChoice[];
}

/** How the columns of a champion are spread now, beside the rows that it learned from. */
export interface LiveFeatures {
  readonly version: number;
  /** Newest predictions looked at, and from when to when. */
  readonly rows: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly columns: readonly LiveFeature[];
}

export interface LiveFeature {
  readonly name: string;
  /** Null of columns that are not compared: texts, timestamps, identifiers. */
  readonly spread: Spread | null;
  /** Share of rows without a value; null where nobody counted. */
  readonly missing: { readonly train: number | null; readonly live: number | null };
  /** When a row last brought a value, ms since 1970; null = in none of these rows. */
  readonly seenAt: number | null;
}

/** Shares of the rows that have a value: by bin of numbers (between edges, the outer ones open) or by category. */
export interface Spread {
  readonly edges?: readonly number[];
  readonly labels?: readonly string[];
  readonly train: readonly number[];
  readonly live: readonly number[];
}

/** How fresh what a recommender or feed goes by is. */
export interface LiveEvents {
  readonly version: number;
  /** The newest record of the journal that told of users, items or events: null = none came yet. */
  readonly newest: { readonly at: number; readonly seq: number } | null;
  /** Records up to this one are in what the next answer knows. */
  readonly folded: number;
}
