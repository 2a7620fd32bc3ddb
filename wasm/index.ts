/** What the module exports: a twin of every function of src/kernels/functions.ts. Arrays are addresses here. */
export { codeNumbers } from './code-numbers';
