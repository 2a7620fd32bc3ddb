/** Settings of a tree whose leaves say means, by place: see learn/trees/forest-settings.ts and forest-target.ts. */
export const SETTING = {
  rows: 0,
  outputs: 1,
  /** 1: truths are classes. */
  classes: 2,
  leastWeight: 3,
  maxDepth: 4,
  /** Leaves at most. */
  most: 5,
  /** 1: leaves are cut by what that gains, because not all will be. */
  limited: 6,
  /** Columns that a node compares. */
  tried: 7,
  /** 1: cuts by chance. */
  random: 8,
  smoothing: 9,
  /** The first of `outputs`. */
  prior: 10,
} as const;

/** Facts of a column: bins without the one for missing values; 1 = of categories; its first record and their distance. */
export const FACT = { category: 0, recordAt: 1, recordStride: 2, size: 3 } as const;

/** The state of a tree: a stream of random numbers takes the first four places; rows drawn, nodes, leaves that may be cut. */
export const STATE = { drawn: 4, nodes: 5, open: 6, size: 7 } as const;

/**
 * A node: its left child, the right one follows it, 0 = a leaf; of a cut its column, the last bin that goes left (-1: it is
 * a set) and whether missing values go left; the rows that were drawn and got here are order[start..end), the others
 * order[otherStart..otherEnd); the number of cuts above it.
 */
export const NODE = {
  left: 0,
  column: 1,
  lastLeft: 2,
  missingLeft: 3,
  start: 4,
  end: 5,
  otherStart: 6,
  otherEnd: 7,
  depth: 8,
  size: 9,
} as const;

/** Numbers of a node: gain of its cut, weight of all rows that pass, and what it says, a number for each output. */
export const VALUE = { gain: 0, cover: 1, says: 2 } as const;

/** Words of a set of bins. */
export const SET_WORDS = 8;

/** Numbers that a tree works in. */
export const treeRoom = (rows: number, outputs: number): number => 3 * rows + 258 * (outputs + 1) + 1024;
