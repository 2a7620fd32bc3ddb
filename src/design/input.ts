import type { Trust } from '../contracts/dataset.ts';
import type { SearchChoice } from '../contracts/search.ts';
import type { Category } from '../contracts/task.ts';
import type { ColumnType } from '../table/schema.ts';
import type { AlertInput, MonitoringInput } from './monitoring-input.ts';
import type { RetrainInput } from './retrain-input.ts';

/**
 * What a user writes: a design file before anything is inferred. Every field that can be inferred may be left out;
 * the smallest design is `{ data: 'churn.csv', framing: { target: 'Churn' } }`.
 *
 * C: the columns of the table, name -> type of its values, as `init` and `run` write them to NAME.columns.ts. With
 * it column names complete and a wrong one is a compile error; without it any name may be written.
 *
 * The sentences below are those of the JSON Schema in shape.ts; a test holds the two together.
 */
export interface DesignInput<C extends object = AnyColumns> {
  /** Name of the system: lower-case letters, digits and dashes. Inferred from the name of the file. */
  readonly name?: string;
  /** Kind of system. */
  readonly kind?: 'predict';
  /** What the product needs: kept with every version, shown in the report. */
  readonly requirements?: RequirementsInput;
  /** What is predicted. */
  readonly framing: FramingInput<C>;
  /** Where the rows come from: one file, or sources, joins, columns and split in full. */
  readonly data: string | DataInput<C>;
  /** Steps that turn a column into model inputs, by column. Columns left out get what each model asks for. */
  readonly features?: { readonly [column in NameOf<C>]?: ComponentInput | readonly ComponentInput[] };
  /** Models to train, in this order. Inferred: the usual models of the category. */
  readonly models?: readonly ModelInput[];
  /** How models are fitted, beyond their own parameters. */
  readonly training?: TrainingInput;
  /** How models are measured and ranked. */
  readonly evaluation?: EvaluationInput<C>;
  /** How the champion answers. */
  readonly serving?: ServingInput;
  /** What is watched while it serves. */
  readonly monitoring?: MonitoringInput<C>;
  /** When it is trained again by itself while it serves. Left out: never. */
  readonly retrain?: RetrainInput;
  /** When somebody should look. Left out: what should wake somebody anywhere. */
  readonly alerts?: readonly AlertInput[];
  /** All randomness comes from this number. */
  readonly seed?: number;
}

export interface RequirementsInput {
  /** What the business gains when this works, in one sentence. */
  readonly objective?: string;
  /** What must hold: legal, technical, organisational. One sentence each. */
  readonly constraints?: readonly string[];
  /** How much it must carry. */
  readonly scale?: {
    /** Requests per second at the busiest hour. */
    readonly requestsPerSecond?: number;
    /** New rows a day. */
    readonly rowsPerDay?: number;
  };
  /** Longest time that an answer may take, in milliseconds. */
  readonly latencyMs?: number;
  /** What must be kept from whom, and why. One sentence each. */
  readonly privacy?: readonly string[];
}

/** One member for each column, so that `positive` completes with the values of the chosen target. */
export type FramingInput<C extends object> =
  | { readonly [T in NameOf<C>]: FramingOf<T, C[T], NameOf<C>> }[NameOf<C>]
  | UntaughtFraming;

/** Nothing is to come true: rows that are alike, or rows that stand apart, are found by themselves. */
export interface UntaughtFraming {
  readonly target?: never;
  readonly category: 'cluster' | 'anomaly';
  readonly positive?: never;
  readonly group?: never;
  readonly heads?: never;
  /** Cluster: how many there are. */
  readonly clusters?: number;
  /** Anomaly: share of rows that is taken for anomalous; the threshold follows from it. */
  readonly share?: number;
  /** What is known when the prediction is made, in words. */
  readonly input?: string;
  /** What the prediction is used for, in words. */
  readonly output?: string;
}

export interface FramingOf<T, V, G = T> {
  /** Name of the column to predict. Of anomalies: of a column that tells them, for measuring alone. */
  readonly target: T;
  /** Binary (one of two), multiclass (one of several) or regression (a number), inferred from the target; ranking (the order of rows in their list, by relevance); cluster (rows that are alike) or anomaly (rows that stand apart), which need none. */
  readonly category?: Category;
  /** Ranking: the column that tells which list a row stands in, such as the query. */
  readonly group?: G;
  /** Further columns that networks learn to tell at once with the target, each by a head of its own; no inputs. */
  readonly heads?: readonly G[];
  readonly clusters?: never;
  /** Anomaly: share of rows that is taken for anomalous; the threshold follows from it. */
  readonly share?: number;
  /** Binary: the value whose probability is predicted. Inferred: yes, true, 1, churned and the like, else the rarer. */
  readonly positive?: ValueIn<V>;
  /** What is known when the prediction is made, in words. */
  readonly input?: string;
  /** What the prediction is used for, in words. */
  readonly output?: string;
}

export interface DataInput<C extends object> {
  /** Files and tables; the first one leads, the others are joined to it. */
  readonly sources: readonly (string | FileSourceInput | PostgresSourceInput)[];
  /** How each further source is joined to what stands before it. */
  readonly joins?: readonly JoinInput[];
  /** What is known better than can be inferred, by column. */
  readonly columns?: { readonly [column in NameOf<C>]?: ColumnInput };
  /** Which rows train, validate and test: the name of a splitter, or the name with its parameters. */
  readonly split?: string | SplitInput<C>;
  /** Learn from fewer rows than there are; every row of the other parts is still measured on. */
  readonly sample?: SampleInput<C>;
}

export interface FileSourceInput {
  /** Path of the file, relative to the project: .csv, .tsv, .jsonl, .json or .parquet. */
  readonly file: string;
  /** Format, where the ending of the file does not tell. */
  readonly format?: 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet';
  /** Name for joins. Inferred from the file or table. */
  readonly name?: string;
  /** Who made it. */
  readonly collectedBy?: string;
  /** How far it is trusted. */
  readonly trust?: Trust;
}

export interface PostgresSourceInput {
  /** Name of the environment variable that holds the connection URL. */
  readonly postgres: string;
  /** Table to read whole. */
  readonly table?: string;
  /** Query whose rows are read; instead of a table. */
  readonly query?: string;
  /** Name for joins. Inferred from the file or table. */
  readonly name?: string;
  /** Who made it. */
  readonly collectedBy?: string;
  /** How far it is trusted. */
  readonly trust?: Trust;
}

export interface JoinInput {
  /** Name of the source to join. */
  readonly source: string;
  /** Columns that must be equal on both sides. */
  readonly on: string | readonly string[];
  /** Left keeps rows without a match, inner drops them. */
  readonly how?: 'left' | 'inner';
}

export interface ColumnInput {
  /** What the column means. */
  readonly type?: ColumnType;
  /** Ordinal: its values, lowest first. */
  readonly order?: readonly string[];
  /** True leaves the column out. */
  readonly drop?: boolean;
}

/** Besides these, the parameters of the splitter. */
export interface SplitInput<C extends object> {
  /** Name of the splitter. Inferred: time when a column is given that is a timestamp, else stratified or random. */
  readonly name?: string;
  /** Column to split by: time, group or key. */
  readonly column?: NameOf<C>;
  /** Share of rows that models learn from. */
  readonly train?: number;
  /** Share of rows for early stopping, thresholds and choices. */
  readonly validation?: number;
  /** Share of rows that measure, touched by nothing else. */
  readonly test?: number;
  readonly [param: string]: unknown;
}

/** Besides these, the parameters of the sampler. */
export interface SampleInput<C extends object> {
  /** Name of the sampler. Inferred: reservoir, a simple random sample. */
  readonly name?: string;
  /** Rows to learn from, of training and validation together. */
  readonly rows: number;
  /** Column to sample by: strata, weight or key. */
  readonly column?: NameOf<C>;
  /** Column that names the key of the row that a row is linked to. */
  readonly link?: NameOf<C>;
  readonly [param: string]: unknown;
}

/** The name of a model; or an object with the name, its parameters, and how they are searched. */
export type ModelInput =
  | string
  | {
      /** Name of the component. */
      readonly name: string;
      /** Search its parameters, judged by training and validation rows, and train what was found. */
      readonly search?: SearchInput;
      readonly [param: string]: unknown;
    };

export interface SearchInput {
  /** By chance, by what went well so far (tpe), or from few rows to many (halving, hyperband). Inferred: tpe. */
  readonly method?: SearchChoice['method'];
  /** Fits at most, small ones included. Inferred: 30. */
  readonly trials?: number;
  /** Time at most; it ends between trials. */
  readonly seconds?: number;
}

/** The name of a feature, model or the like; or an object with the name and its parameters. */
export type ComponentInput =
  | string
  | {
      /** Name of the component. */
      readonly name: string;
      readonly [param: string]: unknown;
    };

export interface TrainingInput {
  /** What is done about classes of unlike size: a balancer; probabilities keep to the true shares. */
  readonly imbalance?: ComponentInput;
  /** How probabilities are made to come true, learned on validation rows; 'none' = left alone. */
  readonly calibration?: 'none' | ComponentInput;
  /** True fits the best model on growing parts of the rows too, to tell what more rows would bring. */
  readonly learningCurve?: boolean;
  /** Where the model that is kept begins: from nothing, or, of models that can, from the champion. Inferred: nothing. */
  readonly from?: 'nothing' | 'champion';
  /** How threads share out models that can be in two ways: rows ('data'), or shards of embeddings and blocks of weights ('model'). Inferred: 'model'. */
  readonly parallel?: 'data' | 'model';
}

export interface EvaluationInput<C extends object> {
  /** Metric by which models are ranked. Inferred: rocAuc, logLoss or rmse by category. */
  readonly primary?: string;
  /** Metrics to measure. Inferred: every metric that fits the category. */
  readonly metrics?: readonly string[];
  /** Columns to slice metrics by. Inferred: the first inputs of two to six values. */
  readonly slices?: readonly NameOf<C>[];
  /** Bootstrap intervals. */
  readonly interval?: {
    /** Resamples. */
    readonly samples?: number;
    /** Share of resamples inside the interval. */
    readonly level?: number;
  };
  /** Besides the one test part: every row to learn from is judged by models that did not learn from it. */
  readonly crossValidation?: {
    /** Rounds of one repeat. */
    readonly folds?: number;
    /** How often rows are dealt to folds anew. */
    readonly repeats?: number;
    /** Split by time: days between what is learned from and what is judged. */
    readonly gapDays?: number;
  };
  /** Go through the test rows in the order of time, each answered before it is learned from, with every model kept up to date in every way that it can be. */
  readonly prequential?: {
    /** Rows that are answered before a model that can is updated. */
    readonly batch?: number;
    /** Rows that pass before the truth of one is known. */
    readonly delay?: number;
    /** Rows after which a model is fitted anew. Inferred: a tenth of the test rows. */
    readonly refitEvery?: number;
    /** Rows that a refit on a sliding window learns from. Inferred: as many as the first fit learned from. */
    readonly window?: number;
  };
  /** Binary: what each wrong decision costs, in any one unit. Declaring it makes the threshold the cheapest one. */
  readonly costs?: {
    /** Cost of a yes that should have been a no. */
    readonly falsePositive: number;
    /** Cost of a no that should have been a yes. */
    readonly falseNegative: number;
  };
}

export interface ServingInput {
  /** Binary: yes from this probability on; or 'f1' or 'cost': chosen on validation rows. */
  readonly threshold?: number | 'f1' | 'cost';
  /** Address to listen on. */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. */
  readonly port?: number;
  /** Score every request with the challenger too, after the answer is sent. */
  readonly shadow?: boolean;
}

/** Columns of which nothing is known. */
export type AnyColumns = Readonly<Record<string, string | number | boolean | null>>;

type NameOf<C extends object> = keyof C & string;

/** The values that can be named of a column: literals where they are known. */
type ValueIn<V> = Exclude<V, null | undefined>;
