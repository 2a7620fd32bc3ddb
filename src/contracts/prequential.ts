import type { Measured } from './evaluation.ts';

/** How a stream is gone through. */
export interface PrequentialOptions {
  /** Rows that are answered before a model that can is updated. */
  readonly batch: number;
  /** Rows that pass before the truth of one is known; 0 = before the next batch. */
  readonly delay: number;
  /** Rows after which a model is fitted anew: a block. */
  readonly refitEvery: number;
  /** Rows that a refit on a window learns from: the last ones whose truth is known. */
  readonly window: number;
}

/**
 * How a model is kept up to date while rows come.
 *
 * never: it answers as it was fitted first. update: it learns on from each row, its features as they were fitted.
 * warm: fitted on the window from the state that it had, its features as they were. window, all: fitted anew, features
 * included, on the window or on every row so far. repeat: no model, the last truth that is known is said again.
 */
export type Upkeep = 'never' | 'update' | 'warm' | 'window' | 'all' | 'repeat';

/**
 * What one model would have answered to the test rows in the order of time, kept up to date in several ways: each row is
 * scored before its truth is learned from (Dawid 1984). Thresholds and calibrators stay as they were chosen.
 */
export interface Prequential extends PrequentialOptions {
  /** The primary metric: that of `blocks` and `versusNever`. */
  readonly metric: string;
  readonly rows: number;
  readonly ways: readonly KeptUp[];
}

/** Numbers are null where a metric is not defined on the rows. */
export interface KeptUp {
  readonly upkeep: Upkeep;
  /** Fits, or updates, that it took. */
  readonly fits: number;
  /** Time for these and for scoring. */
  readonly seconds: number;
  /** By name, over all rows. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** The primary metric of each block, in order of time. */
  readonly blocks: readonly (number | null)[];
  /**
   * Mean over blocks of how much better than `never`, with its t interval: positive = better, whichever way the metric
   * points. Blocks rather than rows, since rows near in time are alike. Null for `never` itself.
   */
  readonly versusNever: Measured | null;
}

/** How each upkeep is spoken of. */
export const UPKEEP_WORDS: Readonly<Record<Upkeep, string>> = {
  never: 'never retrained',
  update: 'updated as rows come',
  warm: 'refitted on a window, going on',
  window: 'refitted on a window',
  all: 'refitted on all rows so far',
  repeat: 'no model: the last truth repeated',
};
