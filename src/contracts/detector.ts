import type { Column, ColumnForm } from '../table/column.ts';
import type { ParamSpecs } from './params.ts';
import type { State } from './state.ts';

/** What a drift test found in one column. */
export interface DriftResult {
  /** Size of the difference in the detector's own unit (KS distance, total variation, ...), >= 0. */
  readonly statistic: number;
  /** Probability of a difference at least this large when nothing has drifted; uniform or larger under the null. */
  readonly pValue: number;
  /** Smallest shift that a window of this size would show with 80 % power at level `level`: see `shiftUnit`. */
  readonly smallestShift: number;
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
  /** Compare a window; `seed` drives resampling where the null is simulated. level: false-alarm rate per test. */
  test(state: S, window: Column, params: P, level: number, seed: number): DriftResult;
}
