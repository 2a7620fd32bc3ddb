/** How the trees of a forest are grown. Ranges and defaults stand in forest-params.ts. */
export interface ForestSettings {
  readonly trees: number;
  /** Leaves of a tree at most; 0 = no limit. */
  readonly maxLeaves: number;
  /** Edges from root to leaf at most; 0 = no limit. */
  readonly maxDepth: number;
  /** Sum of weights that a leaf must have at least. */
  readonly minRowsPerLeaf: number;
  /** Columns that a node compares: a share in (0, 1], at least one. */
  readonly columnShare: number;
  /** Each tree sees as many rows as there are, drawn with replacement; else all of them. */
  readonly bootstrap: boolean;
  /** A column is cut at the best of all places, or at one drawn by chance. */
  readonly cuts: 'best' | 'random';
  /** Weight of rows at the class frequencies of all rows that is added to each leaf; values do not use it. */
  readonly smoothing: number;
  /** Bins of a column at most, without the one for missing values. */
  readonly maxBins: number;
}
