import type { Column, ColumnForm } from '../table/column.ts';
import type { ParamSpecs } from './params.ts';
import type { State } from './state.ts';

/** What a drift test found in one column. */
export interface DriftResult {
  /** Size of the difference in the detector's own unit (KS distance, total variation, ...), >= 0. */
  readonly statistic: number;
  /** Probability of a difference at least this large when nothing has drifted; uniform or larger under the null. */
  readonly pValue: number;
  /**
   * Smallest shift that a window of this size would show with 80 % power at level `level`: see `shiftUnit`. Infinity
   * when no shift would show; NaN when the unit has no meaning here (sd of a constant column).
   */
  readonly smallestShift: number;
  /** How far the window has shifted, in the unit of smallestShift; NaN where that has no meaning. */
  readonly shift: number;
  /** What differs most, before and now; null when either side is empty. */
  readonly change: Change | null;
}

/** A difference in words and numbers that people can check. */
export interface Change {
  /** "mean" (in units of the column), or "share of ..." (0..1). */
  readonly what: string;
  readonly before: number;
  readonly now: number;
}

/**
 * A two-sample test of a window of live values against the values of training. It must hold its false-alarm rate at
 * any window size: p-values, never fixed thresholds.
 */
export interface Detector<P = unknown, S extends State = State> {
  readonly room: 'detectors';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: {
    readonly accepts: readonly ColumnForm[];
    /** Unit of `smallestShift`: "sd" or "share of rows". */
    readonly shiftUnit: string;
    readonly statisticLabel: string;
  };
  /** Summarise the reference (training) values. */
  fit(reference: Column, params: P): S;
  /**
   * Compare a window, which stays untouched. A category window may bring a dictionary of its own: values are matched by
   * name. An empty window gives statistic 0 and p-value 1. `seed` drives resampling where the null is simulated.
   * level: false-alarm rate per test.
   */
  test(state: S, window: Column, params: P, level: number, seed: number): DriftResult;
}
