import type { Column, ColumnForm } from '../table/column.ts';
import type { ParamSpecs } from './params.ts';
import type { Run } from './run.ts';
import type { State } from './state.ts';
import type { Task } from './task.ts';

/** A column that a feature writes. */
export interface OutputColumn {
  /** Name in the matrix, e.g. "Contract=One year"; unique within the feature. */
  readonly name: string;
  readonly form: ColumnForm;
  /** Form category: its values in code order. Form number: set when the numbers are category codes 0..n-1. */
  readonly dictionary?: readonly string[];
  /** A number column that later steps of the chain do not see, such as a missing-value indicator. */
  readonly final?: true;
}

/** The target of training rows, for features that look at it. */
export interface Target {
  readonly task: Task;
  /** [rows] class index or value; never missing. */
  readonly y: Float64Array;
}

/** One input column as a feature sees it. */
export interface Input {
  readonly name: string;
  readonly column: Column;
}

/**
 * A step that turns one column into others: repair, scale, bucket, encode. Steps are chained by the recipe; the last
 * one must write number columns, which become columns of the matrix.
 *
 * The same `apply` serves training, batch and a single row, so there is no skew to have.
 */
export interface Feature<P = unknown, S extends State = State> {
  readonly room: 'features';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: FeatureTraits;
  /** Learn from training rows. `target` is given only to features with the trait `usesTarget`. */
  fit(input: Input, target: Target | null, params: P, run: Run): S;
  /** The columns that `apply` writes, in order; none when the feature drops the column. */
  outputs(state: S, inputName: string): readonly OutputColumn[];
  /**
   * Write every row of every output. Allocates nothing that grows with rows; never changes the input.
   * Numbers come in finite or NaN (the recipe turns infinity into missing) and go out so.
   */
  apply(state: S, column: Column, out: readonly Column[]): void;
  /**
   * Cross-fitted features only: write what *training* rows must see (each row encoded without its own target).
   * Called once, on the rows that `fit` saw, or on those that a model goes on from where the feature stays as it is.
   */
  applyToTrainingRows?(
    state: S,
    input: Input,
    target: Target,
    params: P,
    run: Run,
    out: readonly Column[],
  ): void;
}

export interface FeatureTraits {
  /** Forms that it takes as input. */
  readonly accepts: readonly ColumnForm[];
  /** Form that it writes; 'same' = that of its input. */
  readonly writes: ColumnForm | 'same';
  /** What becomes of a missing value: filled, passed on as missing, or encoded as a value of its own. */
  readonly missing: 'fills' | 'passes' | 'encodes';
  /** Writes numbers of like scale, whatever it reads: models that need scaled columns take them as they are. */
  readonly scales?: true;
  /** Writes categories whose dictionary is in order. */
  readonly orders?: true;
  readonly usesTarget?: true;
  /** A missing value makes the row unusable: dropped in training, refused with 'feature/value-required' in serving. */
  readonly requiresValue?: true;
}
