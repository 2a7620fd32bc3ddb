import type { Measured } from './evaluation.ts';
import type { FeedFacts } from './feed-monitoring.ts';
import type { Alert, DriftCheck, ProcessFacts, Quantiles } from './monitoring.ts';
import type { SlateComparison } from './slate-comparison.ts';

/** What one look at a recommender or a feed in service found: the twin of `MonitorReport`. Instants are ms since 1970. */
export interface SlateMonitorReport {
  readonly format: 1;
  readonly kind: 'recommend' | 'feed';
  readonly system: string;
  readonly at: number;
  readonly versions: {
    readonly champion: number | null;
    readonly challenger: number | null;
    /** Versions that answered in the latest slates, most first. */
    readonly live: readonly { readonly version: number; readonly rows: number; readonly lastAt: number }[];
  };
  readonly operations: SlateOperations;
  /** Null while no challenger has made a slate. */
  readonly shadow: SlateComparison | null;
  readonly process: ProcessFacts | null;
  /** Of the latest slates of the champion. */
  readonly slates: SlateStatistics;
  readonly outcomes: OutcomeCheck;
  /** Of a feed. */
  readonly feed?: FeedFacts;
  /** What users do now against what they did when the champion learned. */
  readonly drift: DriftCheck;
  readonly alerts: readonly Alert[];
}

/** The latest slates as work done. */
export interface SlateOperations {
  readonly slates: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly perSecond: number | null;
  /** Time to make one slate; HTTP is not in it. */
  readonly latencyMs: Quantiles | null;
  /** Slates of plain popular items, by why; and their share. */
  readonly degraded: Readonly<Record<string, number>>;
  readonly degradedShare: Measured;
}

/** What was shown. Shares are of slates or of places shown; null where there is nothing to count. */
export interface SlateStatistics {
  readonly slates: number;
  /** Items that were shown, each time counted. */
  readonly shown: number;
  /** Share of slates without any item, and with fewer than asked for. */
  readonly empty: Measured;
  readonly short: Measured;
  /** Share of the items that the version learned of which stand in some slate. */
  readonly coverage: number | null;
  /** Mean place of shown items in the order of popularity at training: 1 = all are the most popular, 0 = the least. */
  readonly popularity: number | null;
  /** Share of places that the most popular hundredth of the items took. */
  readonly head: number | null;
  /** Share of places that items took of which training had no event; and items that came at most `freshDays` before. */
  readonly cold: number | null;
  readonly fresh: number | null;
  readonly freshDays: number;
  /** Share of places by the retriever that had the item furthest ahead. */
  readonly sources: Readonly<Record<string, number>>;
  /** Share of slates for somebody of whom the version knew nothing when it was trained, or for nobody in particular. */
  readonly newcomers: number | null;
}

/** What came of slates. */
export interface OutcomeCheck {
  /** An event counts for the slate that showed its item at most so long before. */
  readonly hours: number;
  readonly versions: readonly VersionOutcomes[];
  /** The champion's rate less that of the champion before it, over slates that had their time; null where one is missing. */
  readonly difference: (Measured & { readonly before: number; readonly worse: boolean }) | null;
  /** The smallest loss that such a comparison would have found four times in five; null where there is none. */
  readonly smallestLoss: number | null;
  readonly says: string;
}

export interface VersionOutcomes {
  readonly version: number;
  readonly slates: number;
  /** Share of the slates whose time for events is over. */
  readonly settled: number;
  /** Share of slates of which at least one item was taken: had an event that speaks for it. Interval over users. */
  readonly rate: Measured;
  /** The same over slates whose time is over. */
  readonly settledRate: Measured;
  /** Events per slate by type, every one counted. */
  readonly events: Readonly<Record<string, number>>;
  /** Share of shown items that were taken, by place from the first. */
  readonly byPlace: readonly number[];
}
