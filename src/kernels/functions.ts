import { codeNumbers } from './code-numbers.ts';

/**
 * Kernels that have a twin in `wasm/` of the same name and arguments. This one is the reference in tests, and what runs
 * where no WebAssembly is at hand. A new kernel is its file here, its twin there, one line in each list.
 */
export const kernelFunctions = { codeNumbers };

export type KernelFunctions = typeof kernelFunctions;
