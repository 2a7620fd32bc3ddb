import { adam } from './adam.ts';
import { codeNumbers } from './code-numbers.ts';
import { gemm } from './gemm.ts';
import { rectify, rectifyBack } from './rectify.ts';
import { addRows, repeatRow } from './row-sums.ts';

/**
 * Kernels that have a twin in `wasm/` of the same name and arguments. This one is the reference in tests, and what runs
 * where no WebAssembly is at hand. A new kernel is its file here, its twin there, one line in each list.
 */
export const kernelFunctions = { adam, addRows, codeNumbers, gemm, rectify, rectifyBack, repeatRow };

export type KernelFunctions = typeof kernelFunctions;
