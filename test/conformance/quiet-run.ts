import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import { quietRun as plainRun, type Run } from '../../src/contracts/run.ts';

const kernels = wasmKernels(1);

/** A run that is never cancelled and tells nobody, with the kernels that jobs have. */
export const quietRun = (seed = 1): Run => ({ ...plainRun(seed), kernels });
