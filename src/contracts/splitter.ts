import type { Column } from '../table/column.ts';
import type { ParamSpecs } from './params.ts';
import type { Run } from './run.ts';

/** Part of a dataset that a row belongs to. */
export const TRAIN = 0;
export const VALIDATION = 1;
export const TEST = 2;
/** Of no part: too near in time to what it would teach. */
export const LEFT_OUT = 3;

/** What a splitter may look at. */
export interface SplitInput {
  readonly rows: number;
  /** [rows] class index or value: what the trait `needs: 'target'` asks for. */
  readonly target?: { readonly y: Float64Array; readonly classes: number | null };
  /** The column of the trait `needs`: group, time (ms) or key. */
  readonly column?: Column;
}

export interface Shares {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** A rule that says which rows train, which validate and which test. A row goes to one part at most. */
export interface Splitter<P = unknown> {
  readonly room: 'splitters';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: {
    readonly needs: 'nothing' | 'target' | 'group' | 'time' | 'key';
    /** Another seed gives another split. */
    readonly byChance: boolean;
    /** Folds are in order, and only earlier ones may teach what is judged by later ones. */
    readonly ordered?: true;
  };
  /** [rows] TRAIN | VALIDATION | TEST, or LEFT_OUT where a parameter asks for it. Shares are >= 0 and sum to 1. */
  assign(input: SplitInput, shares: Shares, params: P, run: Run): Uint8Array;
  /** [rows] fold 0..k-1, for cross-validation; absent where folds make no sense. */
  folds?(input: SplitInput, k: number, params: P, run: Run): Uint8Array;
}
