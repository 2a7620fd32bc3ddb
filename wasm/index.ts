/** What the module exports: a twin of every function of src/kernels/functions.ts. Arrays are addresses here. */
export { adam } from './adam';
export { addCrossProducts } from './cross-products';
export { addToLevels } from './add-to-levels';
export { addToRows } from './add-to-rows';
export { answerSets } from './answer-sets';
export { assignRows, sumDistances } from './assign-rows';
export { layColumn } from './block-records';
export { clearValues } from './clear-values';
export { coarseRows } from './coarse-rows';
export { codeNumbers } from './code-numbers';
export { countBelow } from './count-below';
export { drawTreeRows } from './draw-tree-rows';
export { gemm } from './gemm';
export { gramStrip } from './gram-strip';
export {
  addHistogram,
  clearHistogram,
  countRows,
  histogramEntry,
  readHistogram,
  subtractHistogram,
} from './leaf-histogram';
export { logisticDerivatives } from './logistic-derivatives';
export { growMeanTree } from './mean-tree';
export { measureDerivatives } from './measure-derivatives';
export { packDerivatives } from './pack-derivatives';
export { copyRows, partitionRows } from './partition-rows';
export { rankPairs } from './rank-pairs';
export { rectify, rectifyBack } from './rectify';
export { rowDistances } from './row-distances';
export { rowProducts } from './row-products';
export { addRows, repeatRow } from './row-sums';
export { rowsAbove } from './rows-above';
export { searchThresholds } from './search-thresholds';
export { bringCloser, weighCandidates } from './seed-distances';
export { solveFactors } from './solve-factors';
export { sortNumbers } from './sort-numbers';
export { sumRows } from './sum-rows';
export { sweepOut } from './sweep-out';
export { lookUpRows, scatterRows } from './table-rows';
export { softmaxDerivatives } from './softmax-derivatives';
export { takeBytes } from './take-bytes';
export { walkTrees } from './walk-trees';
export { dropOut } from './drop-out';
