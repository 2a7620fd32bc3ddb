import './web-assembly.ts';
import { readFileSync } from 'node:fs';
import { kernelFunctions } from '../../kernels/functions.ts';
import type { Perform } from './ticket.ts';

/** The kernels by their place in this list: what a worker is told. */
export const kernelNames = Object.keys(kernelFunctions) as (keyof typeof kernelFunctions)[];

type Call = (...args: number[]) => number;

/**
 * Compile the kernels. V8 begins with its quick compiler, and a call that has begun stays in what that made, three times
 * slower: long work is given in parts, and jobs are started with --no-liftoff.
 */
export const compileKernels = (): WebAssembly.Module =>
  new WebAssembly.Module(readFileSync(new URL('./kernels.wasm', import.meta.url)));

/** The functions of the module over this memory, in the order of `kernelNames`. */
export function callsOver(module: WebAssembly.Module, memory: WebAssembly.Memory): Call[] {
  const stop = () => {
    throw new Error('a kernel stopped itself');
  };
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort: stop } });
  return kernelNames.map((name) => {
    const call = exports[name];
    if (typeof call !== 'function') throw new Error(`kernels.wasm lacks ${name}: run "npm run build"`);
    return call as Call;
  });
}

export const performOver =
  (calls: readonly Call[]): Perform =>
  (kernel, args, from, count) => {
    calls[kernel]!(...args.subarray(from, from + count));
  };
