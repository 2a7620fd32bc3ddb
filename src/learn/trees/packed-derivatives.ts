import type { Kernels } from '../../contracts/kernels.ts';
import { MEASURED } from '../../kernels/measure-derivatives.ts';
import { choosePacking, type Packing } from '../../kernels/pack-derivatives.ts';
import { type RowPart, rowParts } from './row-parts.ts';

/** [n] derivatives of the loss by the score of each row, times the row's weight. Made by the kernels that read them. */
export interface Derivatives {
  readonly grad: Float64Array;
  readonly hess: Float64Array;
}

/** The derivatives of all rows as whole numbers, for one tree after another. */
export class PackedDerivatives {
  /** [2 * rows] see kernels/pack-derivatives.ts */
  readonly words: Int32Array;
  packing: Packing;
  private readonly kernels: Kernels;
  private readonly weights: Float64Array | null;
  private readonly weightRange: { readonly most: number; readonly sum: number } | null;
  private readonly measured: Float64Array;
  private readonly parts: readonly RowPart[];

  /** weights: [rows], made by the kernels, or null = all 1. */
  constructor(kernels: Kernels, rows: number, weights: Float64Array | null) {
    this.kernels = kernels;
    this.weights = weights;
    this.weightRange = weights === null ? null : rangeOf(weights);
    this.words = kernels.i32(2 * rows);
    this.parts = rowParts(rows);
    this.measured = kernels.f64(MEASURED * this.parts.length);
    this.packing = choosePacking({ rows, mostGrad: 0, mostHess: 0, sumHess: 0, weights: this.weightRange });
  }

  /** O(rows) */
  set({ grad, hess }: Derivatives): void {
    const { kernels, weights, measured, parts, words } = this;
    kernels.calls(
      'measureDerivatives',
      parts.map(({ from, to }, p) => [grad, hess, from, to, measured, p]),
    );
    let mostGrad = 0;
    let mostHess = 0;
    let sumHess = 0;
    for (let at = 0; at < measured.length; at += MEASURED) {
      mostGrad = Math.max(mostGrad, measured[at]!);
      mostHess = Math.max(mostHess, measured[at + 1]!);
      sumHess += measured[at + 2]!;
    }
    const range = { rows: grad.length, mostGrad, mostHess, sumHess, weights: this.weightRange };
    const packing = choosePacking(range);
    const { gradUnit, hessUnit, weightUnit, hessBits } = packing;
    const scales = [1 / gradUnit, 1 / hessUnit, 1 / weightUnit] as const;
    const weighted = weights === null ? 0 : 1;
    kernels.calls(
      'packDerivatives',
      parts.map(({ from, to }) => [
        grad,
        hess,
        weights ?? grad,
        weighted,
        from,
        to,
        ...scales,
        hessBits,
        words,
      ]),
    );
    this.packing = packing;
  }
}

function rangeOf(weights: Float64Array): { most: number; sum: number } {
  let most = 0;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    most = Math.max(most, weights[i]!);
    sum += weights[i]!;
  }
  return { most, sum };
}
