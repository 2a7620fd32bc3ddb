import type { ParamSpecs } from '../../contracts/params.ts';

/** Parameters of one tree, alone or in a forest. */
export const treeParams = {
  maxLeaves: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 1_000_000,
    unit: 'leaves',
    about: 'Leaves of a tree at most; 0 = no limit. The leaf that gains most is split first.',
  },
  maxDepth: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 64,
    unit: 'levels',
    about: 'Splits on the way to a leaf at most; 0 = no limit.',
  },
  minRowsPerLeaf: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 100_000,
    unit: 'rows',
    search: { scale: 'log', low: 2, high: 100 },
    about: 'Rows that a leaf must have, as a sum of weights: a row of weight 2 counts twice.',
  },
  smoothing: {
    type: 'number',
    default: 1,
    min: 0,
    max: 1e6,
    about:
      'Rows at the overall class frequencies added to each leaf, so that no class is ruled out; for classes only.',
  },
  maxBins: {
    type: 'integer',
    default: 255,
    min: 2,
    max: 255,
    unit: 'bins',
    about: 'Bins of a column at most.',
  },
} as const satisfies ParamSpecs;

/** Parameters of a forest. */
export const forestParams = {
  trees: {
    type: 'integer',
    default: 100,
    min: 1,
    max: 10_000,
    unit: 'trees',
    about: 'Trees of the forest. More are steadier, and slower.',
  },
  columnShare: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1,
    search: { scale: 'linear', low: 0.1, high: 1 },
    about: 'Share of columns that each split chooses from, drawn anew; 0 = the usual number of this model.',
  },
  ...treeParams,
} as const satisfies ParamSpecs;
