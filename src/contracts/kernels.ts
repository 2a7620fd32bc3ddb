import { type KernelFunctions, kernelFunctions } from '../kernels/functions.ts';

/** What a kernel takes: numbers, and arrays that the same `Kernels` made. */
export type KernelArgument =
  | number
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array;

/** One call of any kernel: its name and what it takes. */
export type KernelCall = {
  [K in keyof KernelFunctions]: readonly [K, Parameters<KernelFunctions[K]>];
}[keyof KernelFunctions];

/**
 * How threads share out learning, where there is more than one way. model: each works on weights of its own (blocks of
 * features, shards of embeddings and factors), so that every sum is the one that a single thread makes. data: each works
 * on rows of its own, and what their parts come to is summed in the order of the parts, which follow from the data alone.
 *
 * One way gives the same numbers on one thread and on many, to the last bit; two ways differ by how float32 rounds.
 */
export type Parallel = 'data' | 'model';

/**
 * The loops that pay, in WebAssembly where it is at hand and else in TypeScript, over memory of their own that workers
 * share. Both give the same numbers to the last bit, on one worker or many, except where a kernel says otherwise.
 */
export interface Kernels {
  /** Calls that run side by side at most: how many parts to make of work whose parts change no bit. */
  readonly threads: number;
  /** How work is shared out that can be in two ways. */
  readonly parallel: Parallel;
  readonly call: KernelFunctions;
  /** The calls of one kernel, in any order and on as many workers as there are: none may read what another writes. */
  calls<K extends keyof KernelFunctions>(name: K, calls: readonly Parameters<KernelFunctions[K]>[]): void;
  /** As `calls`, where each part is some calls of any kernels, one after another: what a thread writes, it still has at hand. */
  chains(parts: readonly (readonly KernelCall[])[]): void;
  /** A call whose arguments stay: for the hot path, where it allocates nothing. */
  bind<K extends keyof KernelFunctions>(name: K, ...args: Parameters<KernelFunctions[K]>): () => void;
  /** Arrays of zeros, that kernels can see. They are gone when the `scope` ends in which they were made. */
  f32(length: number): Float32Array;
  f64(length: number): Float64Array;
  i32(length: number): Int32Array;
  i16(length: number): Int16Array;
  i8(length: number): Int8Array;
  u8(length: number): Uint8Array;
  /**
   * Do a piece of work and give its arrays back afterwards. What it returns must be copied (`slice`) or made elsewhere.
   * Throws 'train/memory' when the arrays do not fit.
   */
  scope<T>(work: () => T): T;
}

/** The kernels in TypeScript, on one thread. */
export const plainKernels: Kernels = {
  threads: 1,
  parallel: 'model',
  call: kernelFunctions,
  calls(name, calls) {
    const kernel = kernelFunctions[name] as (...args: unknown[]) => void;
    for (const args of calls) kernel(...args);
  },
  chains(parts) {
    for (const [name, args] of parts.flat()) (kernelFunctions[name] as (...args: unknown[]) => void)(...args);
  },
  bind(name, ...args) {
    const kernel = kernelFunctions[name] as (...args: unknown[]) => void;
    return () => kernel(...args);
  },
  f32: (length) => new Float32Array(length),
  f64: (length) => new Float64Array(length),
  i32: (length) => new Int32Array(length),
  i16: (length) => new Int16Array(length),
  i8: (length) => new Int8Array(length),
  u8: (length) => new Uint8Array(length),
  scope: (work) => work(),
};
