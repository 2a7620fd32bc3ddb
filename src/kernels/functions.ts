import { adam } from './adam.ts';
import { addToLevels } from './add-to-levels.ts';
import { addToRows } from './add-to-rows.ts';
import { answerSets } from './answer-sets.ts';
import { assignRows, sumDistances } from './assign-rows.ts';
import { layColumn } from './block-records.ts';
import { clearValues } from './clear-values.ts';
import { coarseRows } from './coarse-rows.ts';
import { codeNumbers } from './code-numbers.ts';
import { countBelow } from './count-below.ts';
import { addCrossProducts } from './cross-products.ts';
import { drawTreeRows } from './draw-tree-rows.ts';
import { dropOut } from './drop-out.ts';
import { gemm } from './gemm.ts';
import { gramStrip } from './gram-strip.ts';
import {
  addHistogram,
  clearHistogram,
  countRows,
  histogramEntry,
  readHistogram,
  subtractHistogram,
} from './leaf-histogram.ts';
import { logisticDerivatives } from './logistic-derivatives.ts';
import { growMeanTree } from './mean-tree.ts';
import { measureDerivatives } from './measure-derivatives.ts';
import { packDerivatives } from './pack-derivatives.ts';
import { copyRows, partitionRows } from './partition-rows.ts';
import { rankPairs } from './rank-pairs.ts';
import { rectify, rectifyBack } from './rectify.ts';
import { rowDistances } from './row-distances.ts';
import { rowProducts } from './row-products.ts';
import { addRows, repeatRow } from './row-sums.ts';
import { rowsAbove } from './rows-above.ts';
import { searchThresholds } from './search-thresholds.ts';
import { bringCloser, weighCandidates } from './seed-distances.ts';
import { softmaxDerivatives } from './softmax-derivatives.ts';
import { solveFactors } from './solve-factors.ts';
import { sortNumbers } from './sort-numbers.ts';
import { sumRows } from './sum-rows.ts';
import { sweepOut } from './sweep-out.ts';
import { lookUpRows, scatterRows } from './table-rows.ts';
import { takeBytes } from './take-bytes.ts';
import { walkTrees } from './walk-trees.ts';

/**
 * Kernels that have a twin in `wasm/` of the same name and arguments. This one is the reference in tests, and what runs
 * where no WebAssembly is at hand. A new kernel is its file here, its twin there, one line in each list.
 */
export const kernelFunctions = {
  adam,
  addCrossProducts,
  addHistogram,
  addRows,
  addToLevels,
  addToRows,
  answerSets,
  assignRows,
  bringCloser,
  clearHistogram,
  clearValues,
  coarseRows,
  codeNumbers,
  copyRows,
  countRows,
  drawTreeRows,
  dropOut,
  gemm,
  gramStrip,
  growMeanTree,
  histogramEntry,
  layColumn,
  logisticDerivatives,
  lookUpRows,
  measureDerivatives,
  packDerivatives,
  partitionRows,
  rankPairs,
  readHistogram,
  rectify,
  rectifyBack,
  repeatRow,
  rowDistances,
  rowProducts,
  rowsAbove,
  scatterRows,
  searchThresholds,
  solveFactors,
  sortNumbers,
  subtractHistogram,
  sumDistances,
  sumRows,
  sweepOut,
  weighCandidates,
  softmaxDerivatives,
  countBelow,
  takeBytes,
  walkTrees,
};

export type KernelFunctions = typeof kernelFunctions;
