import type { Kernels } from '../../../contracts/kernels.ts';

/** A function of one value, for n values. */
export interface Activation {
  apply(x: Float32Array, out: Float32Array, n: number, kernels: Kernels): void;
  /** Add to xGrad what outGrad says; x and out as `apply` had them. */
  back(
    x: Float32Array,
    out: Float32Array,
    outGrad: Float32Array,
    xGrad: Float32Array,
    n: number,
    kernels: Kernels,
  ): void;
}
