import type { HeadTarget, MatrixColumn } from './model.ts';
import type { Task } from './task.ts';

/** A measured value with its interval. NaN-able: null where it is not defined on these rows. */
export interface Measured {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export type Metrics = Readonly<Record<string, Measured>>;

/** What was measured of one model on held-out rows. Everything the report draws is in here. */
export interface Evaluation {
  readonly format: 1;
  /** Rows of the test part. */
  readonly rows: number;
  readonly task: Task;
  /** The metric by which models are ranked. */
  readonly primary: string;
  readonly metrics: Metrics;
  readonly interval: {
    readonly method: 'bootstrap';
    readonly samples: number;
    readonly level: number;
    readonly seed: number;
  };
  /** Difference to the baseline on the same rows, paired bootstrap; positive = better than the baseline. */
  readonly versusBaseline: { readonly metric: string; readonly difference: Measured } | null;
  readonly slices: readonly Slice[];
  /**
   * Index in `slices` of the one that is most clearly worse by the primary metric than the slices of its column are on
   * average; null when none differs by more than chance would make one of so many differ.
   */
  readonly worstSlice: number | null;
  readonly threshold: number | null;
  /** Cluster: how the rows lie about each other, by the columns as the model sees them. */
  readonly clusters?: ClusterShape;
  /** Of further targets; absent where the model learned none. */
  readonly heads?: readonly HeadMeasures[];
  readonly curves: Curves;
  /** By source column, descending; summing to 1. Null when the model has none. */
  readonly importances: readonly Importance[] | null;
}

/** What a model says of a further target, on the test rows that tell it. */
export interface HeadMeasures extends HeadTarget {
  readonly rows: number;
  readonly metrics: Metrics;
}

/** What one column is to a model. */
export interface Importance {
  readonly column: string;
  readonly share: number;
  /** Where it was measured by shuffling the column, since the model itself tells none: the interval of the share. */
  readonly interval?: { readonly low: number; readonly high: number };
}

/** How clear cut clusters are. Null where fewer than two clusters have rows, or no row has another beside it. */
export interface ClusterShape {
  /** Rows of each cluster, in the order of the task's classes. */
  readonly sizes: readonly number[];
  /** Mean of (b - a) / max(a, b): a from a row to its own cluster, b to the next; -1..1, higher is better. Of a sample. */
  readonly silhouette: number | null;
  /** Mean over clusters of their widths beside their distance to the one they are most alike; lower is better. */
  readonly daviesBouldin: number | null;
  /** Spread between clusters beside that within them; higher is better. */
  readonly calinskiHarabasz: number | null;
}

/** Test rows that share a value, or whose number lies in one quantile bin. */
export interface Slice {
  readonly column: string;
  /** As shown: the category, "12.5 to 40", or "missing". */
  readonly value: string;
  readonly rows: number;
  /** The primary metric with its interval; the others as plain values (low and high null). */
  readonly metrics: Metrics;
}

/** What a model is worth after learning from more and more of the rows, and what that says about rows still to come. */
export interface LearningCurve {
  readonly metric: string;
  /** One for each fit, the fewest rows first; null where the metric is not defined. */
  readonly points: readonly {
    readonly rows: number;
    /** On the rows that it learned from. */
    readonly training: number | null;
    /** On validation rows. */
    readonly validation: number | null;
  }[];
  /** The most rows that were learned from. */
  readonly rows: number;
  /** Expected on validation rows: best + sign x (limit + scale x rows^-power); null when there are too few points. */
  readonly law: {
    readonly best: number;
    readonly sign: 1 | -1;
    readonly limit: number;
    readonly scale: number;
    readonly power: number;
  } | null;
  /** How much better it is expected to be with `factor` times the rows, >= 0 whichever way the metric points. */
  readonly gain: ({ readonly factor: number } & Measured) | null;
  /** What to do next, in words. */
  readonly diagnosis: string;
}

/** How far each model of a run lies from one of them on the same test rows: paired bootstrap. */
export interface Comparison {
  readonly metric: string;
  /** Index of the model that the others are compared with. */
  readonly subject: number;
  /** By model; positive = the subject is better. Null for the subject itself. */
  readonly differences: readonly (Measured | null)[];
}

/** Rows of like probability: what was said of them on average, the share that came true, and its interval. */
export interface CalibrationBin {
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly rows: number;
}

/** The points that the plots draw; absent where the task has none. At most a few hundred points each. */
export interface Curves {
  /** Binary, and one-against-rest by class for multiclass. */
  readonly roc?: readonly {
    readonly label: string;
    readonly fpr: readonly number[];
    readonly tpr: readonly number[];
  }[];
  readonly pr?: readonly {
    readonly label: string;
    readonly recall: readonly number[];
    readonly precision: readonly number[];
    readonly base: number;
  }[];
  /**
   * Quantile bins of P(positive), or of the highest P of any class: mean prediction against the share that came true,
   * with its 95 % Wilson interval.
   */
  readonly calibration?: readonly CalibrationBin[];
  /** The same of what the model said before its calibrator; absent where it has none. */
  readonly uncalibrated?: readonly CalibrationBin[];
  /** [truth][predicted] counts at the threshold (or arg max). */
  readonly confusion?: {
    readonly classes: readonly string[];
    readonly counts: readonly (readonly number[])[];
  };
  readonly thresholds?: readonly {
    readonly threshold: number;
    readonly precision: number | null;
    readonly recall: number;
    readonly f1: number | null;
    /** Rows at or above the threshold. */
    readonly flagged: number;
    /** In the design's cost units per row; null when no costs are declared. */
    readonly cost: number | null;
  }[];
  /**
   * Binary: what thresholds all over the range decide, descending, at most about 200 and the chosen one among them. With
   * any costs and at each of them the whole confusion matrix follows. Absent in versions from before it was noted.
   */
  readonly decisions?: {
    readonly rows: number;
    readonly positives: number;
    readonly thresholds: readonly number[];
    /** Rows at or above each threshold, and those of them that are positive. */
    readonly flagged: readonly number[];
    readonly hits: readonly number[];
  };
  /** Binary: histogram of P(positive) by true class. Multiclass: of P(the true class) by true class. */
  readonly scores?: {
    readonly edges: readonly number[];
    readonly counts: Readonly<Record<string, readonly number[]>>;
  };
  readonly residuals?: {
    /** A sample of at most 1,000 test rows. */
    readonly predicted: readonly number[];
    readonly truth: readonly number[];
    /** Of truth - predicted over all test rows, equal bins between the 0.5 % and 99.5 % quantiles, tails in the outer bins. */
    readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  };
}

/** One column's part in one prediction, summed over the matrix columns that come from it. */
export interface Contribution {
  readonly column: string;
  /** The value that the row had, as given. */
  readonly value: number | string | boolean | null;
  /** In units of the raw score: log-odds, or the value, or its log of a model whose parts multiply. */
  readonly contribution: number;
}

export type { MatrixColumn };
