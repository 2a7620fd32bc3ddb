import type { Change } from './detector.ts';
import type { Measured, Metrics } from './evaluation.ts';
import type { Params } from './params.ts';
import type { State } from './state.ts';

/**
 * What live windows are compared with: a summary of each input column on training rows, and of the model's answers
 * on rows that it did not learn from. Stored as canonical JSON, named in the model's manifest.
 *
 * Answers on training rows would be no reference: a model is surer of rows that it has seen, so fresh rows would look
 * drifted from the first day.
 */
export interface Reference {
  readonly format: 1;
  /** Training rows behind `inputs`. */
  readonly rows: number;
  /** Held-out rows behind `outputs`. */
  readonly outputRows: number;
  readonly inputs: readonly ReferenceColumn[];
  readonly outputs: readonly ReferenceColumn[];
}

/** One column as its detector keeps it, or the reason why none watches it. */
export type ReferenceColumn =
  | {
      readonly name: string;
      readonly detector: string;
      readonly version: number;
      readonly params: Params;
      readonly state: State;
    }
  | { readonly name: string; readonly detector: null; readonly because: string };

/** A place in the journal's stream of predictions: after line `line` of record `seq`. */
export interface Cursor {
  readonly seq: number;
  readonly line: number;
}

/** What one look at a system found. Instants are ms since 1970; null = not known or not defined. */
export interface MonitorReport {
  readonly format: 1;
  readonly system: string;
  readonly at: number;
  readonly versions: {
    readonly champion: number | null;
    readonly challenger: number | null;
    /** Versions that answered in the latest rows, most rows first. */
    readonly live: readonly { readonly version: number; readonly rows: number; readonly lastAt: number }[];
  };
  readonly operations: Operations;
  readonly process: ProcessFacts | null;
  readonly drift: DriftCheck;
  readonly accuracy: AccuracyCheck;
  readonly alerts: readonly Alert[];
}

/** The latest predictions as work done. */
export interface Operations {
  readonly predictions: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly perSecond: number | null;
  /** Time to score one row; HTTP is not in it. */
  readonly latencyMs: Quantiles | null;
  readonly shadow: {
    readonly version: number;
    readonly predictions: number;
    readonly latencyMs: Quantiles;
  } | null;
}

export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What only the serving process knows of itself; null in a report made without one. */
export interface ProcessFacts {
  readonly uptimeSeconds: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  /** Requests for predictions of this system since the process started, and those answered with an error. */
  readonly requests: number;
  readonly errors: number;
  /** From request to answer; estimated from a histogram. */
  readonly latencyMs: Omit<Quantiles, 'max'> | null;
}

export interface DriftCheck {
  /** The champion whose reference it is; null without one. */
  readonly version: number | null;
  readonly window: DriftWindow;
  /** Chance that all looks at one window together alarm when nothing has drifted. */
  readonly falseAlarmRate: number;
  /** The share of that rate which this look may use, and what is left of it for a single test. */
  readonly lookRate: number;
  readonly testLevel: number;
  readonly columns: readonly DriftLine[];
  readonly unwatched: readonly { readonly name: string; readonly because: string }[];
  readonly alarm: boolean;
  /** What a window of this size can and cannot see, in one or two sentences. */
  readonly says: string;
}

interface DriftWindow {
  /** Rows compared, and rows that have come since the window began. */
  readonly rows: number;
  readonly waiting: number;
  /** Rows of a full window. */
  readonly full: number;
  readonly from: number | null;
  readonly to: number | null;
  /** Where the window began: the end of the full window before it; null = with the first row, or anywhere. */
  readonly begin: Cursor | null;
  /** Where the rows compared end; null while none are. */
  readonly end: Cursor | null;
}

export interface DriftLine {
  readonly name: string;
  readonly role: 'input' | 'output';
  readonly detector: string;
  readonly rows: number;
  readonly statistic: number;
  readonly statisticLabel: string;
  readonly pValue: number;
  /** By Holm over all tests of the look; drifted = at most lookRate. */
  readonly adjusted: number;
  readonly drifted: boolean;
  readonly smallestShift: number | null;
  /** How far the window has shifted, in `shiftUnit`; null where that has no meaning. */
  readonly shift: number | null;
  readonly shiftUnit: string;
  readonly change: Change | null;
}

/** Answers against the labels that have come in. */
export interface AccuracyCheck {
  readonly primary: string | null;
  /** Newest labels read; older ones are not looked at. */
  readonly labels: number;
  /** Share of the latest predictions that have a label. */
  readonly coverage: number | null;
  readonly medianDelayMs: number | null;
  /** p-value that labelled and unlabelled predictions got scores of one distribution; null with too few of either. */
  readonly biasPValue: number | null;
  readonly versions: readonly VersionAccuracy[];
  /** How far these figures can be trusted. */
  readonly says: string;
}

export interface VersionAccuracy {
  readonly version: number;
  /** It only scored in shadow. */
  readonly shadow: boolean;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly live: Metrics;
  /** The same metrics on the test part, when it was trained. */
  readonly tested: Metrics;
  /** Primary metric: live minus tested, positive = better. */
  readonly difference: Measured | null;
  /** Worse than tested by more than chance at the false-alarm rate of the design; null when not defined. */
  readonly worse: boolean | null;
}

export interface Alert {
  readonly kind:
    | 'drift'
    | 'accuracy'
    | 'outcome'
    | 'degraded'
    | 'empty'
    | 'latency'
    | 'errors'
    | 'no-champion';
  /** What is, with figures. */
  readonly says: string;
  /** Start of the rows that show it. */
  readonly since: number;
  /** What to do about it. */
  readonly action: string;
}
