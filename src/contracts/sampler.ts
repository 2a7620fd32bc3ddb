import type { Column } from '../table/column.ts';
import type { ParamSpecs } from './params.ts';
import type { Run } from './run.ts';

/** What a sampler may look at: the rows that models may learn from. */
export interface SampleInput {
  readonly rows: number;
  /** [rows] class index or value. */
  readonly target: { readonly y: Float64Array; readonly classes: number | null };
  /** What the trait `needs` asks for: the strata, the weights, or the key that a link names. */
  readonly column?: Column;
  /** The key of the row that each row is linked to. */
  readonly link?: Column;
}

export interface Sample {
  /** Row numbers, ascending, each once. */
  readonly rows: Int32Array;
  /**
   * [rows of the sample] > 0, by which the mean of weight x value over the sample estimates the mean of the value over
   * all rows without bias; null = all 1.
   */
  readonly weights: Float64Array | null;
}

/** A rule that says which rows are learned from where there are more than are wanted. */
export interface Sampler<P = unknown> {
  readonly room: 'samplers';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: {
    /** strata: a column, or the target where none is given. weight: a column. links: a key column and a link column. */
    readonly needs: 'nothing' | 'strata' | 'weight' | 'links';
    /** How the sample differs from the whole, as half a sentence; null when it stands for it. */
    readonly bias: string | null;
  };
  /** Draw `count` rows, or as many as there are. Throws 'train/sample-weights'. */
  draw(input: SampleInput, count: number, params: P, run: Run): Sample;
}
