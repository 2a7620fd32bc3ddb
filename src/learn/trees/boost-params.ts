import type { ParamSpecs } from '../../contracts/params.ts';
import { treeParams } from './forest-params.ts';
import { lossParams } from './losses/choose.ts';

/*
 * Where the defaults come from: one 5-fold cross-validation of each variant on attrition, credit_data, mlc_churn,
 * law_school, compas, elec2, health_retirement, national_survey, communities, check_times, stackoverflow, obesity,
 * genhealth and rare-class-tuning (bench/quality/tune.ts). Nothing was chosen on the sets of the quality table.
 * columnShare, rowShare and l2 gave most; differences between neighbouring values are within noise. minHessian is 1
 * because of rare-class-tuning: at 0.001 a class of 0.02 % was told worse than by its base rate on one fold of five.
 * Categories are treated with LightGBM's values, where it has them.
 */
export const boostParams = {
  ...lossParams,
  rounds: {
    type: 'integer',
    default: 500,
    min: 1,
    max: 10_000,
    unit: 'rounds',
    about: 'Rounds at most; a round adds one tree, or one for each class.',
  },
  learningRate: {
    type: 'number',
    default: 0.05,
    min: 0.001,
    max: 1,
    search: { scale: 'log', low: 0.02, high: 0.2 },
    about: "Share of each tree's answer that is added. Lower needs more rounds.",
  },
  maxLeaves: {
    type: 'integer',
    default: 31,
    min: 2,
    max: 1024,
    unit: 'leaves',
    search: { scale: 'log', low: 6, high: 128 },
    about: 'Leaves of a tree at most.',
  },
  maxDepth: treeParams.maxDepth,
  minRowsPerLeaf: { ...treeParams.minRowsPerLeaf, default: 20 },
  minHessian: {
    type: 'number',
    default: 1,
    min: 1e-9,
    max: 1e6,
    about:
      'Sum of second derivatives of the loss that a leaf must have: P (1 - P) a row for classes, 1 a row for values, of loss poisson the expected count.',
  },
  l2: {
    type: 'number',
    default: 5,
    min: 0,
    max: 1e6,
    search: { scale: 'log', low: 0.1, high: 50 },
    about: 'Penalty on the squared value of a leaf, in units of second derivatives.',
  },
  rowShare: {
    type: 'number',
    default: 0.8,
    min: 0.01,
    max: 1,
    search: { scale: 'linear', low: 0.5, high: 1 },
    about: 'Share of rows that each round sees.',
  },
  columnShare: {
    type: 'number',
    default: 0.6,
    min: 0.01,
    max: 1,
    search: { scale: 'linear', low: 0.3, high: 1 },
    about: 'Share of columns that each round sees.',
  },
  patience: {
    type: 'integer',
    default: 20,
    min: 0,
    max: 10_000,
    unit: 'rounds',
    about: 'Stop after this many rounds without a lower loss on held-out rows; 0 = grow all rounds.',
  },
  folds: {
    type: 'integer',
    default: 5,
    min: 2,
    max: 50,
    unit: 'folds',
    about: 'Without validation rows, training rows are dealt into this many folds to count rounds.',
  },
  holdOuts: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 50,
    unit: 'folds',
    about: 'Folds held out in turn to count rounds.',
  },
  maxBins: treeParams.maxBins,
  categorySmoothing: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1e6,
    about: 'Added to the second derivatives of a category before categories are sorted.',
  },
  categoryL2: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1e6,
    about: 'Penalty that a split on a sorted set of categories pays besides l2.',
  },
  minRowsPerCategory: {
    type: 'integer',
    default: 10,
    min: 1,
    max: 100_000,
    unit: 'rows',
    about: 'Rows that a category must have in a leaf to be sorted.',
  },
  oneVsRest: {
    type: 'integer',
    default: 4,
    min: 0,
    max: 255,
    unit: 'categories',
    about: 'With at most this many categories in a leaf, one is split from the rest.',
  },
  increasing: {
    type: 'names',
    default: [],
    about:
      'Columns of numbers with which P(positive), or the value, may only rise while the others are held; missing values stand outside.',
  },
  decreasing: {
    type: 'names',
    default: [],
    about: 'Columns of numbers with which it may only fall.',
  },
} as const satisfies ParamSpecs;
