import type { Frame } from '../table/frame.ts';
import type { Schema } from '../table/schema.ts';
import type { Contribution } from './evaluation.ts';
import type { HeadTarget, MatrixColumn } from './model.ts';
import type { Task } from './task.ts';

/** A fitted recipe and model, opened: rows in, numbers out. The same object serves batch, HTTP and replay. */
export interface Pipeline {
  readonly task: Task;
  /** Columns that a row must bring; a row may leave any out (= missing). */
  readonly inputs: Schema;
  /** Columns of the matrix that the model sees. */
  readonly columns: readonly MatrixColumn[];
  /** Numbers for each row: see `outputsOf`. */
  readonly outputs: number;
  /** [rows x outputs] row after row. Frame columns are matched by name; category codes are re-mapped by value. */
  score(frame: Frame): Float64Array;
  /**
   * Score one row of JSON values into out [outputs]: bit-equal to `score` of the same values.
   * @returns what is wrong with the row, or null. Allocates nothing that lives longer than the call.
   */
  scoreRow(row: Readonly<Record<string, unknown>>, out: Float64Array): readonly RowProblem[] | null;
  /** What it says besides, of further targets; absent where its model learned none. */
  readonly heads?: HeadPipeline;
  /** Exact contributions of one row by source column, strongest first; absent when the model has none. */
  explainRow?(row: Readonly<Record<string, unknown>>): RowExplanation;
}

/** What a pipeline says of further targets. */
export interface HeadPipeline {
  readonly of: readonly HeadTarget[];
  /** Numbers for each row, of all targets together. */
  readonly outputs: number;
  /** By target [rows x outputs of its task]. */
  score(frame: Frame): readonly Float64Array[];
  /** Into out [outputs], target after target, of the row that `scoreRow` scored last: bit-equal to `score`. */
  ofRow(out: Float64Array): void;
}

/** Something that a row brings and a model cannot take. */
export interface RowProblem {
  readonly column: string;
  /** What it is, what was expected. */
  readonly says: string;
}

export interface RowExplanation {
  /** By output (binary and regression 1, multiclass one a class): raw score of an unknown row, and the parts. */
  readonly outputs: readonly { readonly base: number; readonly contributions: readonly Contribution[] }[];
}
