import type { Schema } from '../table/schema.ts';
import type { Evaluation, LearningCurve, Measured } from './evaluation.ts';
import type { JsonObject } from './json.ts';
import type { Params } from './params.ts';
import type { Prequential } from './prequential.ts';
import type { SearchRecord } from './search.ts';
import type { Start } from './start.ts';
import type { Task } from './task.ts';
import type { TradeOffs } from './trade-offs.ts';

/**
 * A fitted pipeline, as stored: this manifest as canonical JSON, and one safetensors file named in it. The sha256 of
 * the manifest names the model. Data only: loading executes nothing.
 */
export interface ModelManifest {
  readonly format: 1;
  readonly system: string;
  readonly task: Task;
  /** Columns that a row must bring, in order, with the dictionaries learned from training rows. */
  readonly inputs: Schema;
  readonly model: {
    readonly name: string;
    readonly version: number;
    readonly params: Params;
    /** The small facts of the model's state; its arrays are tensors `model/<name>`. */
    readonly facts: JsonObject;
  };
  /** What is done to the model's probabilities; the calibrator's arrays are tensors `calibrator/<name>`. Absent = nothing. */
  readonly adjustment?: {
    /** [classes] share of each class in the data / among the rows learned from; null when these are the same. */
    readonly priors: readonly number[] | null;
    readonly calibrator: {
      readonly name: string;
      readonly version: number;
      readonly facts: JsonObject;
    } | null;
  };
  /** The fitted steps; the arrays of step i are tensors `recipe/<i>/<name>`. See recipe/. */
  readonly recipe: JsonObject;
  /** sha256 of the safetensors file that holds every array of recipe and model. */
  readonly tensors: string;
  readonly threshold: number | null;
  readonly parents: {
    readonly dataset: string;
    readonly design: string;
    /** sha256 of the manifest of the model that it went on from; absent = it began from nothing. */
    readonly start?: string;
  };
  /** sha256 of the reference sample (canonical JSON) that monitoring compares live windows with. */
  readonly reference: string | null;
  readonly program: string;
}

/** What a training run measured of one model; lies beside the manifest and names it. */
export interface TrainedModel {
  readonly format: 1;
  /** sha256 of the manifest. */
  readonly sha256: string;
  readonly manifest: ModelManifest;
  readonly tier: 'baseline' | 'simple' | 'complex';
  /**
   * The primary metric on validation rows, of the same model fitted on training rows alone. The model that a run puts
   * forward and the threshold are chosen by it; test rows only report. Null where it is not defined.
   */
  readonly validationScore: number | null;
  readonly evaluation: Evaluation;
  readonly fitSeconds: number;
  /** Median time to score one row through the whole pipeline, in this process. */
  readonly singleRowMicros: number;
  /** Manifest + tensors. */
  readonly bytes: number;
  readonly parity: Parity;
  /** Absent when the design asks for none. */
  readonly crossValidation?: CrossValidation;
  /** Of a run that was to go on from the champion: how this model began. */
  readonly start?: Start;
  /** Where the design asks for it. */
  readonly prequential?: Prequential;
  /** Of the model that the run puts forward, where the design asks for it. */
  readonly learningCurve?: LearningCurve;
  /** How its parameters were found, where the design has them searched. */
  readonly search?: SearchRecord;
  /** Of the models of a search under a budget. */
  readonly tradeOffs?: TradeOffs;
}

/** What a model is worth by cross-validation over the rows that it may learn from; test rows are no part of it. */
export interface CrossValidation {
  readonly folds: number;
  readonly repeats: number;
  readonly gapDays: number;
  /** Rows that each round learned from and was judged by. */
  readonly rounds: readonly {
    readonly repeat: number;
    readonly fold: number;
    readonly train: number;
    readonly test: number;
  }[];
  /** By metric: its mean over rounds, the interval of that, and the value of each round (null where undefined). */
  readonly metrics: Readonly<
    Record<string, { readonly mean: Measured; readonly values: readonly (number | null)[] }>
  >;
}

/** Largest absolute difference found between paths that must agree; anything above 0 fails the run. */
export interface Parity {
  readonly rows: number;
  readonly reloaded: number;
  readonly singleRow: number;
  /** Null until the model has been served once over HTTP on this machine. */
  readonly http: number | null;
}
