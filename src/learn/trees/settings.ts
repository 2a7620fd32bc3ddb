import type { Loss } from './losses/loss.ts';

/** How trees are grown and added. Ranges and defaults stand in boost-params.ts. */
export interface BoostSettings extends GrowSettings {
  /** What is minimised; absent: the usual loss of the task. */
  readonly loss?: Loss;
  /** Rounds at most; a round adds one tree, or one for each class. */
  readonly rounds: number;
  /** Share of each tree's answer that is added, in (0, 1]. */
  readonly learningRate: number;
  /** Bins of a column at most, without the one for missing values. */
  readonly maxBins: number;
  /** Share of rows that each tree sees, drawn without replacement, in (0, 1]. */
  readonly rowShare: number;
  /** Share of columns that each tree sees, in (0, 1]; at least one. */
  readonly columnShare: number;
  /** Stop after this many rounds without a lower loss on held-out rows; 0 = never stop early. */
  readonly patience: number;
  /** Without validation rows: training rows are dealt into this many folds ... */
  readonly folds: number;
  /** ... of which this many are held out in turn, to count rounds by their mean loss. */
  readonly holdOuts: number;
}

/** What one tree may look like. Counts of rows are sums of weights: a row of weight 2 counts twice. */
export interface GrowSettings {
  readonly maxLeaves: number;
  /** Edges from root to leaf at most; 0 = no limit. */
  readonly maxDepth: number;
  readonly minRowsPerLeaf: number;
  /** Sum of Hessians that a leaf must have at least. */
  readonly minHessian: number;
  /** L2 penalty on leaf values, in units of Hessian. */
  readonly l2: number;
  /** Added to the Hessian of a category before categories are sorted, so that rare ones do not lead. */
  readonly categorySmoothing: number;
  /** L2 penalty that a split on a sorted set of categories pays besides `l2`. */
  readonly categoryL2: number;
  /** Rows that a category must have in a leaf to be sorted; rarer ones stay with the rest. */
  readonly minRowsPerCategory: number;
  /** Columns with at most this many categories in a leaf are split one category against the rest. */
  readonly oneVsRest: number;
  /** [cols] 1: scores may only rise with the column, -1: only fall, 0: as they may; absent: 0 throughout. */
  readonly directions?: Int8Array;
}
