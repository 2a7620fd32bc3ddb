import type { ColumnType } from '../table/schema.ts';
import type { Trust } from './dataset.ts';
import type { Parallel } from './kernels.ts';
import type { HeadTarget } from './model.ts';
import type { Params } from './params.ts';
import type { PrequentialOptions } from './prequential.ts';
import type { RetrainPlan } from './retraining.ts';
import type { SearchChoice } from './search.ts';
import type { Task } from './task.ts';
import type { AlertRule } from './watching.ts';

/**
 * A design in full: what the user wrote, and everything inferred, with defaults filled in and every name resolved.
 * `millwright show` prints it. All stages read this; only design/ knows the file that it came from.
 */
export interface Design {
  readonly format: 1;
  /** Grammar: [a-z][a-z0-9-]{0,62}. */
  readonly name: string;
  readonly kind: 'predict';
  readonly requirements: {
    readonly objective: string;
    readonly constraints: readonly string[];
    readonly scale: { readonly requestsPerSecond: number | null; readonly rowsPerDay: number | null };
    readonly latencyMs: number | null;
    readonly privacy: readonly string[];
  };
  readonly framing: {
    /** Absent from the table where nothing is to come true: null. */
    readonly target: string | null;
    readonly task: Task;
    /** Further targets, which networks learn at once with the first; absent = none. */
    readonly heads?: readonly HeadTarget[];
    readonly input: string;
    readonly output: string;
  };
  readonly data: {
    readonly sources: readonly SourceChoice[];
    readonly joins: readonly {
      readonly source: string;
      readonly on: readonly string[];
      readonly how: 'left' | 'inner';
    }[];
    /** Every column that the dataset keeps: the target, the inputs of the model, the column it is split by. */
    readonly columns: readonly {
      readonly name: string;
      readonly type: ColumnType;
      readonly inferred: boolean;
      /** Ordinal: its values, lowest first. */
      readonly order?: readonly string[];
    }[];
    /** Columns that are no input of the model, and why ("identifier", "dropped in the design", "constant"). */
    readonly unused: readonly { readonly name: string; readonly because: string }[];
    readonly split: SplitChoice;
    /** Which of the rows that models may learn from they learn from; absent = all of them. */
    readonly sample?: SampleChoice;
  };
  /** Steps the user chose, by column. Columns that are not here get the steps that each model's traits ask for. */
  readonly features: Readonly<Record<string, readonly StepChoice[]>>;
  readonly models: readonly ModelChoice[];
  /** How models are fitted, beyond their parameters; what is absent is not done. */
  readonly training?: {
    /** What is done about classes of unlike size, inside each fit. */
    readonly imbalance?: StepChoice;
    readonly calibration?: StepChoice;
    /** Fit the best model on growing parts of the rows too, to tell what more rows would bring. */
    readonly learningCurve?: true;
    /** Where the fits that are kept begin; absent = from nothing. */
    readonly from?: 'champion';
    /** How threads share out fits that can be in two ways; absent = each in its usual one. */
    readonly parallel?: Parallel;
  };
  readonly evaluation: {
    readonly primary: string;
    readonly metrics: readonly string[];
    readonly slices: readonly string[];
    readonly samples: number;
    readonly level: number;
    /** Absent = none. */
    readonly crossValidation?: {
      readonly folds: number;
      readonly repeats: number;
      readonly gapDays: number;
    };
    /** Absent = none. Null = as many as the rows suggest: a tenth of the test rows, and as many as the first fit learned from. */
    readonly prequential?: Omit<PrequentialOptions, 'refitEvery' | 'window'> & {
      readonly refitEvery: number | null;
      readonly window: number | null;
    };
    readonly costs: { readonly falsePositive: number; readonly falseNegative: number } | null;
  };
  readonly serving: {
    /** Binary: a number, or how it is chosen on validation rows. */
    readonly threshold: number | 'f1' | 'cost';
    readonly host: string;
    readonly port: number;
    /** Run the challenger on every request. */
    readonly shadow: boolean;
  };
  readonly monitoring: {
    /** Rows of the live window that is compared with training. */
    readonly windowRows: number;
    /** Chance that a check of the whole system alarms when nothing has drifted. */
    readonly falseAlarmRate: number;
    readonly columns: readonly string[];
  };
  /** When it is trained again by itself; absent = never. */
  readonly retrain?: RetrainPlan;
  /** When somebody should look; absent = what is usual. */
  readonly alerts?: readonly AlertRule[];
  readonly seed: number;
}

export interface SourceChoice {
  readonly name: string;
  readonly kind: 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet' | 'postgres';
  /** Path relative to the project folder; for Postgres the name of the environment variable that holds the URL. */
  readonly from: string;
  readonly table?: string;
  readonly query?: string;
  readonly collectedBy: string | null;
  readonly trust: Trust | null;
}

export interface SplitChoice {
  readonly name: string;
  readonly column: string | null;
  readonly params: Params;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export interface SampleChoice {
  readonly name: string;
  readonly rows: number;
  readonly column: string | null;
  readonly link: string | null;
  readonly params: Params;
}

/** A component and its parameters in full: a step of a column's chain, a balancer, a calibrator. */
export interface StepChoice {
  readonly name: string;
  readonly params: Params;
}

export interface ModelChoice {
  readonly name: string;
  readonly params: Params;
  /** How its parameters are searched; absent = they are as they stand. */
  readonly search?: SearchChoice;
}

interface WithColumns {
  readonly framing: Pick<Design['framing'], 'target'>;
  readonly data: Pick<Design['data'], 'columns' | 'unused'>;
}

/** Names of the columns that the model sees, in the order of the dataset: neither the target nor unused. */
export function inputColumns({ framing, data }: WithColumns): readonly string[] {
  const out = new Set<string | null>([framing.target, ...data.unused.map((u) => u.name)]);
  return data.columns.map((c) => c.name).filter((name) => !out.has(name));
}
