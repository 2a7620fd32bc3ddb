import type { Kernels } from '../../../contracts/kernels.ts';
import type { Weight } from '../layer.ts';

/**
 * How weights follow their gradients.
 *
 * Of a table only the rows that the batch used move, and only their moments: what others would have drifted meanwhile is
 * left out ("lazy", as SparseAdam of PyTorch).
 */
export interface Optimiser {
  /** Running arrays that each weight needs, of its own size, zeros at first. */
  readonly moments: number;
  /** One step of one weight: the gradient is that of the touched rows. step counts from 1. */
  step(weight: Weight, moments: readonly Float32Array[], rate: number, step: number, kernels: Kernels): void;
}

/** Call `move(at, g)` for each value of the touched rows, with its index and gradient. */
export function eachTouched(weight: Weight, move: (at: number, gradient: number) => void): void {
  const { grad, rows, touched, width } = weight;
  for (let r = 0; r < touched; r++) {
    const at = rows[r]! * width;
    for (let i = 0; i < width; i++) move(at + i, grad![r * width + i]!);
  }
}
