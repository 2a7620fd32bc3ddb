import './web-assembly.ts';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { KernelArgument, Kernels } from '../../contracts/kernels.ts';
import type { KernelFunctions } from '../../kernels/functions.ts';
import { Arena } from './arena.ts';
import type { KernelWorkerData } from './kernel-worker.ts';
import { callsOver, compileKernels, kernelNames, performOver } from './module.ts';
import { boardBytes, boardOver, MOST_CALLS, MOST_PARTS, performTogether, writeCall } from './ticket.ts';

/**
 * The kernels in WebAssembly, with memory of their own.
 *
 * threads: that work on one piece at most, this one included; the default is what the machine has. They start at once and
 * are up after some 50 ms: what is asked before is done without them. They do not keep the process alive.
 */
export function wasmKernels(threads = availableParallelism()): Kernels {
  const module = compiled();
  const arena = new Arena();
  const { memory } = arena;
  const functions = callsOver(module, memory);
  const addressOf = (argument: KernelArgument): number => {
    if (typeof argument === 'number') return argument;
    // A growing memory shows a new buffer each time; the old ones go on seeing the same bytes.
    if (!(argument.buffer instanceof SharedArrayBuffer))
      throw new Error('a kernel was given an array that its Kernels did not make');
    return argument.byteOffset;
  };
  const perform = performOver(functions);
  const board = threads === 1 ? null : startPool(module, memory, threads - 1);
  const call = Object.fromEntries(
    kernelNames.map((name, i) => [
      name,
      (...args: KernelArgument[]) => functions[i]!(...args.map(addressOf)),
    ]),
  ) as unknown as KernelFunctions;
  return {
    threads,
    parallel: 'model',
    call,
    calls(name, calls) {
      const kernel = call[name] as (...args: KernelArgument[]) => void;
      if (board === null || calls.length === 1) {
        for (const args of calls) kernel(...args);
        return;
      }
      for (let from = 0; from < calls.length; from += MOST_PARTS) {
        const some = calls.slice(from, from + MOST_PARTS);
        const index = kernelNames.indexOf(name);
        some.forEach((args, part) => {
          writeCall<KernelArgument>(board, part, index, args, addressOf);
          board.first[part + 1] = part + 1;
        });
        performTogether(board, some.length, perform);
      }
    },
    chains(parts) {
      if (board === null || parts.length === 1) {
        for (const [name, args] of parts.flat()) (call[name] as (...args: KernelArgument[]) => void)(...args);
        return;
      }
      let [written, posted] = [0, 0];
      const post = (): void => {
        if (posted > 0) performTogether(board, posted, perform);
        [written, posted] = [0, 0];
      };
      for (const part of parts) {
        if (posted === MOST_PARTS || written + part.length > MOST_CALLS) post();
        for (const [name, args] of part)
          writeCall<KernelArgument>(board, written++, kernelNames.indexOf(name), args, addressOf);
        board.first[++posted] = written;
      }
      post();
    },
    bind: (name, ...args) => functions[kernelNames.indexOf(name)]!.bind(null, ...args.map(addressOf)),
    f32: (length) => view(Float32Array, arena, length),
    f64: (length) => view(Float64Array, arena, length),
    i32: (length) => view(Int32Array, arena, length),
    i16: (length) => view(Int16Array, arena, length),
    i8: (length) => view(Int8Array, arena, length),
    u8: (length) => view(Uint8Array, arena, length),
    scope: (work) => arena.scope(work),
  };
}

/** The code is the same for all: it is compiled once. */
const compiled = lazily(compileKernels);

interface ArrayOver<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, at: number, length: number): T;
}

function view<T>(Kind: ArrayOver<T>, arena: Arena, length: number): T {
  const { buffer, at } = arena.take(length * Kind.BYTES_PER_ELEMENT);
  return new Kind(buffer, at, length);
}

function startPool(module: WebAssembly.Module, memory: WebAssembly.Memory, workers: number) {
  const shared = new SharedArrayBuffer(boardBytes);
  const data: KernelWorkerData = { module, memory, board: shared };
  // Sources run unbuilt: the worker has the suffix that this file has.
  const file = new URL(`./kernel-worker${import.meta.url.slice(-3)}`, import.meta.url);
  for (let i = 0; i < workers; i++) new Worker(file, { workerData: data }).unref();
  return boardOver(shared);
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
