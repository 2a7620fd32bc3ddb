import './web-assembly.ts';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { kernelFunctions } from '../../kernels/functions.ts';
import type { Perform } from './ticket.ts';

/** The kernels by their place in this list: what a worker is told. */
export const kernelNames = Object.keys(kernelFunctions) as (keyof typeof kernelFunctions)[];

type Call = (...args: number[]) => number;

/**
 * Compile the kernels for good at once: V8 would else start in its quick compiler, and one long first call stays there,
 * three times slower.
 */
export function compileKernels(): WebAssembly.Module {
  setFlagsFromString('--no-liftoff');
  try {
    return new WebAssembly.Module(readFileSync(new URL('./kernels.wasm', import.meta.url)));
  } finally {
    setFlagsFromString('--liftoff');
  }
}

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
