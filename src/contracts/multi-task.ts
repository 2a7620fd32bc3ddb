import type { Matrix } from '../table/matrix.ts';
import type { Kernels } from './kernels.ts';
import type { MatrixColumn } from './model.ts';
import type { ParamSpecs, Params } from './params.ts';
import type { Run } from './run.ts';
import type { State } from './state.ts';

/** One of the things that a model of several heads learns at once. */
export interface TaskHead {
  readonly name: string;
  /** binary: its score is a chance, 0..1. amount: its score is an amount, in the unit of its truth. */
  readonly kind: 'binary' | 'amount';
}

/** Rows with several truths. */
export interface TaskRows {
  readonly x: Matrix;
  /** By head: [rows] 0 / 1 or the amount; NaN = the row says nothing of this head. */
  readonly y: readonly Float64Array[];
  /** [rows] positive weights, or null = all 1. */
  readonly weights: Float64Array | null;
}

/** What a model of several heads learns from. */
export interface MultiTaskSet extends TaskRows {
  readonly heads: readonly TaskHead[];
  readonly columns: readonly MatrixColumn[];
  /** Later rows, for early stopping inside the fit; never the test rows. */
  readonly validation?: TaskRows;
  /** State of the same model over the same columns and heads to go on from. Of models with trait `resumes`. */
  readonly start?: State;
}

/** A learner of several heads: `fit` gives a state, `open` turns a state into a function that scores all heads. */
export interface MultiTaskModel<P = unknown, S extends State = State> {
  readonly room: 'multitask';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: {
    readonly tier: 'baseline' | 'simple' | 'complex';
    /** A fit goes on from the state that a set has as `start`; others take no notice of it. */
    readonly resumes?: true;
    /** Trained only where a design names it. */
    readonly onlyNamed?: true;
    /** Parameters with which a fit is quick and still good, for tests. */
    readonly quick?: Params;
  };
  /** Missing values are NaN, codes of categories are numbers. Deterministic in `run.seed`. Throws 'train/cancelled'. */
  fit(train: MultiTaskSet, params: P, run: Run): S | Promise<S>;
  /**
   * Lay the state out. out [rows x heads], row after row: the chance or the amount of each head, given what the head is
   * given (see `FeedHead.given`): whoever uses it multiplies. A row scores the same alone and in any batch, to the last bit.
   */
  open(state: S, kernels?: Kernels): (rows: Matrix, out: Float64Array) => void;
  /** [cols] of each head: what moved it most, >= 0, summing to 1; absent = it cannot tell. */
  importances?(state: S): readonly Float64Array[];
}
