import type { TrainedModel } from './artifact.ts';
import type { Dataset } from './dataset.ts';
import type { Design } from './design.ts';
import type { Comparison } from './evaluation.ts';
import type { FeedDesign } from './feed-design.ts';
import type { FeedRecord } from './feed-record.ts';
import type { PartTimes } from './part-times.ts';
import type { RecommendDesign } from './recommend-design.ts';
import type { RecommenderRecord } from './recommender-record.ts';
import type { SearchRecord } from './search.ts';

/**
 * What one run came to, as stored: canonical JSON, named by its sha256 in each `version` record that came of it.
 * With it, the design and the dataset a report can be made again at any later time.
 */
export interface RunRecord {
  readonly format: 1;
  /** When the run began: milliseconds since 1970, UTC. */
  readonly at: number;
  /** sha256 of the design as canonical JSON; an artifact. */
  readonly design: string;
  /** sha256 of the dataset in the lake. */
  readonly dataset: string;
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  /** From when they are; absent where no column says so, and in runs from before it was noted. */
  readonly times?: PartTimes;
  /** Rows that were drawn to learn from, of how many; absent when all were used. */
  readonly sample?: { readonly drawn: number; readonly of: number };
  /** What was tried under a budget; absent where the models of the design were trained as they are. */
  readonly search?: SearchRecord;
  /** In the order in which they were trained; sha256 of each `TrainedModel` as canonical JSON, an artifact. */
  readonly models: readonly string[];
  /** Paired differences of every model to the one that the run would promote. */
  readonly comparison: Comparison | null;
}

/** Everything that a report draws: plain data, no clock, no store. */
export interface ReportFacts {
  readonly design: Design;
  readonly dataset: Dataset;
  /** All models of the run, in the order in which they were trained. */
  readonly models: readonly TrainedModel[];
  /** Index in `models` of the one that the report is about. */
  readonly subject: number;
  readonly comparison: Comparison | null;
  /** Null when the version did not come of a run. */
  readonly rows: RunRecord['rows'] | null;
  readonly times?: PartTimes;
  readonly sample?: RunRecord['sample'];
  readonly at: number;
  /** Its number in the registry; null before it is registered. */
  readonly version: number | null;
  readonly role: 'champion' | 'challenger' | 'candidate';
}

/** Everything that the report of a recommender draws. */
export interface RecommendReportFacts {
  readonly design: RecommendDesign;
  /** Of the interactions. */
  readonly dataset: Dataset;
  readonly trained: RecommenderRecord;
  /** Events in parts; null when the version did not come of a run. */
  readonly rows: RunRecord['rows'] | null;
  readonly times?: PartTimes;
  readonly at: number;
  readonly version: number;
  readonly role: 'champion' | 'challenger' | 'candidate';
}

/** Everything that the report of a feed draws. */
export interface FeedReportFacts {
  readonly design: FeedDesign;
  /** Of the events. */
  readonly dataset: Dataset;
  readonly trained: FeedRecord;
  /** Rows in parts; null when the version did not come of a run. */
  readonly rows: RunRecord['rows'] | null;
  readonly times?: PartTimes;
  readonly at: number;
  readonly version: number;
  readonly role: 'champion' | 'challenger' | 'candidate';
}
