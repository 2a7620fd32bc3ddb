import type { ParamSpecs } from './params.ts';
import type { State } from './state.ts';
import type { Category } from './task.ts';

/** What a calibrator learns from: answers about rows that the model did not learn from, and what was true of them. */
export interface CalibrationSet {
  /** Numbers a row: 1 = P(positive), else P of each class. */
  readonly outputs: number;
  /** [rows x outputs] */
  readonly said: Float64Array;
  /** [rows] class index. */
  readonly truth: Float64Array;
  /** [rows] > 0, or null = all 1. */
  readonly weights: Float64Array | null;
}

/**
 * Turn the probabilities of rows into better ones, in place: [rows x outputs] row after row. Allocates nothing; a row
 * comes out the same alone and in any batch.
 */
export type Recalibrate = (said: Float64Array, rows: number) => void;

/** What a calibrator does to the raw scores of a model, where that is a straight line: slope x score + shift, by output. */
export interface ScoreLine {
  readonly slope: Float64Array;
  readonly shift: Float64Array;
}

/** A way to learn, from rows that were not trained on, what a model's probabilities are worth. */
export interface Calibrator<S extends State = State> {
  readonly room: 'calibrators';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: {
    readonly categories: readonly Category[];
    /** What a curve of it looks like. */
    readonly shape: string;
    /** Rows from which on it can be relied on; of fewer it learns their chance as well. */
    readonly wants: number;
  };
  /** Any number of rows from 1, of any classes: what is missing is filled with what changes least. */
  fit(set: CalibrationSet): S;
  open(state: S): Recalibrate;
  /** What it does to log-odds (of several classes: to logarithms up to what all share); null where that is no line. */
  line(state: S): ScoreLine | null;
}
