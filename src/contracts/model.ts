import type { Matrix } from '../table/matrix.ts';
import type { Kernels, Parallel } from './kernels.ts';
import type { ComponentChoice, ParamSpecs, Params } from './params.ts';
import type { Run } from './run.ts';
import type { State } from './state.ts';
import type { Category, Task } from './task.ts';

/** A column of the matrix that a model sees. */
export interface MatrixColumn {
  /** Name of the column in the matrix, e.g. "Contract=One year". */
  readonly name: string;
  /** Column of the source table that it comes from, e.g. "Contract". */
  readonly source: string;
  /** Values are category codes 0..cardinality-1 (NaN = missing or unseen) rather than amounts. */
  readonly cardinality?: number;
}

/** A further target, that a model learns beside its own by a head of its own. */
export interface HeadTarget {
  /** Column of the source table. */
  readonly target: string;
  /** Binary, multiclass or regression. */
  readonly task: Task;
}

/** What a model learns from. */
export interface TrainingSet {
  readonly task: Task;
  readonly x: Matrix;
  readonly columns: readonly MatrixColumn[];
  /** [rows] class index or value; always finite, but where there is no truth to learn from (`isTaught`), which is NaN. */
  readonly y: Float64Array;
  /** [rows] positive weights, or null = all 1. Weight 2 is the row twice. */
  readonly weights: Float64Array | null;
  /** [rows] index >= 0 of the list that a row stands in, in any order; for losses that rank the rows of a list. */
  readonly groups?: Int32Array;
  /** Further targets, y [rows] with NaN where a row does not tell. Of models with trait `heads`. */
  readonly heads?: readonly (HeadTarget & { readonly y: Float64Array })[];
  /** Rows for early stopping and tuning inside the fit; never the test rows. */
  readonly validation?: {
    readonly x: Matrix;
    readonly y: Float64Array;
    readonly weights: Float64Array | null;
    readonly groups?: Int32Array;
  };
  /** State of the same model over the same recipe to go on from, instead of from nothing. Of models with trait `resumes`. */
  readonly start?: State;
  /** Of a model made of others that want the table encoded differently: which columns are for whom. */
  readonly views?: readonly MatrixView[];
}

/** What a model asks of the encoding of a table. */
export type Needs = Pick<ModelTraits, 'missing' | 'categorical' | 'manyCategories' | 'scaled' | 'counts'>;

/** Neighbouring columns of the matrix, `from` to `to` - 1, that hold the whole table as some models want it. */
export interface MatrixView {
  readonly needs: Needs;
  readonly from: number;
  readonly to: number;
}

/** Whether what one asks for is what the other asks for. */
export const sameNeeds = (a: Needs, b: Needs): boolean =>
  a.missing === b.missing &&
  a.categorical === b.categorical &&
  a.manyCategories === b.manyCategories &&
  a.scaled === b.scaled &&
  a.counts === b.counts;

/**
 * Score every row. out [rows x outputs], row after row: P(positive) | P(class) of each class | the value.
 * The hot path: allocates nothing. Deterministic: a row scores the same alone and in any batch, to the last bit.
 */
export type Scorer = (rows: Matrix, out: Float64Array) => void;

/** Scores rows by further targets: out [rows x outputs], the outputs of each target's task side by side. */
export interface HeadScorer {
  readonly heads: readonly HeadTarget[];
  readonly outputs: number;
  readonly score: Scorer;
}

/**
 * Exact additive contributions of each matrix column to the raw score of row `row` (log-odds | value | see `link`):
 * sum(out) + base = raw score. out [cols x outputs'] with outputs' = 1 except multiclass: classes (column-major by class:
 * contribution of column c to class k is out[k * cols + c]).
 */
export interface Explainer {
  /** [outputs'] the raw score of a row about which nothing is known: the mean over training rows. */
  readonly base: Float64Array;
  /** 'log': the raw score is the log of the value, and contributions multiply. */
  readonly link?: 'log';
  contributions(rows: Matrix, row: number, out: Float64Array): void;
}

/** A learner: `fit` gives a state, `open` turns a state into a function that scores. */
export interface Model<P = unknown, S extends State = State> {
  readonly room: 'models';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly params: ParamSpecs;
  readonly traits: ModelTraits;
  /** Missing values arrive as NaN only when the trait `missing` is native. Throws 'train/cancelled'. */
  fit(train: TrainingSet, params: P, run: Run): S | Promise<S>;
  /**
   * Go on learning from new rows of the same recipe, in their order, with the parameters of the fit: a new state, the given
   * one unchanged. Rows that come in batches of any size give the state that they give in one. Of models with trait `online`.
   */
  update?(state: S, batch: TrainingSet, params: P, run: Run): S | Promise<S>;
  /** Lay the state out for scoring, once, with these kernels or those in TypeScript: both score alike to the last bit. */
  open(state: S, kernels?: Kernels): Scorer;
  /** Lay out what the state says of further targets; null where it learned none. Of models with trait `heads`. */
  openHeads?(state: S, kernels?: Kernels): HeadScorer | null;
  /** Exact contributions, for models that have them. */
  explain?(state: S): Explainer;
  /** Whether `explain` can tell of this state; absent = of every one. */
  explains?(state: S): boolean;
  /** [cols] importance of each matrix column, >= 0, summing to 1 (all 0 when nothing was learned). */
  importances?(state: S): Float64Array;
  /** The models that it is made of, with their parameters; absent = it is made of none. */
  members?(params: P): readonly Member[];
}

/** A model that another is made of. */
export interface Member extends ComponentChoice {
  readonly model: Model;
}

/** The places in the order of a run. */
export const TIERS = ['baseline', 'simple', 'complex'] as const;

export interface ModelTraits {
  readonly tier: (typeof TIERS)[number];
  readonly categories: readonly Category[];
  /** Trained only where a design names it: another model of its kind is the better first answer. */
  readonly onlyNamed?: true;
  /** With `onlyNamed`: a search under a budget tries it all the same, where no design names models. */
  readonly underBudget?: true;
  /** native: NaN is a value like others. refused: the recipe fills it first. */
  readonly missing: 'native' | 'refused';
  /** native: takes category codes as one column. refused: the recipe one-hot encodes. */
  readonly categorical: 'native' | 'refused';
  /** Takes codes of columns with any number of categories; without it those with very many become target means. */
  readonly manyCategories?: true;
  /** Needs columns of like scale; the recipe standardises. */
  readonly scaled: boolean;
  /** Takes counts: a value below 0 in a training row is refused with 'train/negative-value'. */
  readonly counts?: true;
  /** A fit goes on from the state that a training set has as `start`; others take no notice of it. */
  readonly resumes?: true;
  /** Has `update`: goes on learning as rows come, without those that it learned from before. */
  readonly online?: true;
  /** Learns further targets beside its own, and tells them: has `openHeads`. */
  readonly heads?: true;
  /** How threads share a fit out, the usual way first; absent = one thread fits, or the models that it is made of share. */
  readonly parallel?: readonly Parallel[];
  /** Parameters with which a fit draws nothing by chance; absent when it never does. */
  readonly withoutChance?: Params;
  /** Parameters with which a fit is quick and still good, for tests; absent when it is so anyway. */
  readonly quick?: Params;
}
