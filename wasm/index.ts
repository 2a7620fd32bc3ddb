/** What the module exports: a twin of every function of src/kernels/functions.ts. Arrays are addresses here. */
export { adam } from './adam';
export { codeNumbers } from './code-numbers';
export { gemm } from './gemm';
export { rectify, rectifyBack } from './rectify';
export { addRows, repeatRow } from './row-sums';
