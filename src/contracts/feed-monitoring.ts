import type { CalibrationBin, Measured } from './evaluation.ts';
import type { Quantiles } from './monitoring.ts';

/** What only a look at a feed tells, besides what it tells of any slates. */
export interface FeedFacts {
  readonly heads: readonly HeadInService[];
  readonly value: ValueOverTime;
  readonly counters: CounterFreshness;
}

/** What was expected of a head, and what came, on pages of the champion whose time for actions is over. */
export interface HeadInService {
  readonly head: string;
  readonly kind: 'binary' | 'amount';
  /** Posts shown, and how much came of one: of a binary head how often. Interval over readers. */
  readonly posts: number;
  readonly rate: Measured;
  /**
   * The posts in first places alone: what is expected is told for a post that stands there, and further down fewer are
   * looked at. Came less expected, with its interval over readers.
   */
  readonly first: {
    readonly posts: number;
    readonly expected: number | null;
    readonly came: number | null;
    readonly difference: Measured;
    /** Of a binary head. */
    readonly calibration: readonly CalibrationBin[];
  };
}

/** What pages brought, by what each head was worth when they were made. */
export interface ValueOverTime {
  /** Pages of a reader belong together while they follow within so many minutes. */
  readonly sessionMinutes: number;
  readonly perSession: Measured;
  /** Equal spans of time, oldest first; those without a session are left out. */
  readonly points: readonly {
    readonly from: number;
    readonly to: number;
    readonly pages: number;
    readonly sessions: number;
    /** Interval over readers. */
    readonly perSession: Measured;
  }[];
}

/** How far counters were behind the events that had come when a page was made. */
export interface CounterFreshness {
  readonly pages: number;
  /** Share of pages made while an event that had come before was not counted yet. */
  readonly behind: number | null;
  /** How long the oldest such event had waited, over all pages; null without pages. */
  readonly waitedMs: Quantiles | null;
}
