import { type LayerKind, sizeOf } from '../layer.ts';

/**
 * A mean of signals of one size, weighted by the softmax of scores: of [scores, signal 0, signal 1 ...] with a score a
 * signal. So each head of a network can choose, row by row, which experts it listens to.
 */
export type MixtureSpec = { readonly kind: 'mixture' };

/** Highest score first, so that nothing overflows. O(rows x signals x size). Source: Ma et al. 2018, MMoE, equation 6. */
export const mixture: LayerKind<MixtureSpec> = {
  plan(_spec, [scores, ...signals]) {
    const sizes = signals.map(sizeOf);
    if (signals.length === 0 || sizeOf(scores!) !== signals.length || sizes.some((size) => size !== sizes[0]))
      throw new Error(
        `mixture takes a score a signal and signals of one size, and got ${sizeOf(scores!)} scores and sizes ${sizes}`,
      );
    return { shape: signals[0]!, weights: {} };
  },
  lay(_spec, { inputs, output, capacity, kernels }) {
    const [scores, ...signals] = inputs;
    const experts = signals.length;
    const { size } = output;
    const share = kernels.f32(capacity * experts);
    return {
      forward(rows) {
        softmaxRows(scores!.value, share, rows, experts);
        for (let r = 0; r < rows; r++)
          for (let j = 0; j < size; j++) {
            let sum = 0;
            for (let e = 0; e < experts; e++)
              sum += share[r * experts + e]! * signals[e]!.value[r * size + j]!;
            output.value[r * size + j] = sum;
          }
      },
      backward(rows) {
        for (let r = 0; r < rows; r++) {
          // d out / d score e = share e x (signal e - out).
          for (let e = 0; e < experts; e++) {
            const { value, grad } = signals[e]!;
            const s = share[r * experts + e]!;
            let slope = 0;
            for (let i = r * size; i < (r + 1) * size; i++) {
              const g = output.grad![i]!;
              slope += g * (value[i]! - output.value[i]!);
              if (grad) grad[i]! += s * g;
            }
            if (scores!.grad) scores!.grad[r * experts + e]! += s * slope;
          }
        }
      },
    };
  },
};

function softmaxRows(scores: Float32Array, out: Float32Array, rows: number, width: number): void {
  for (let from = 0; from < rows * width; from += width) {
    let highest = -Infinity;
    for (let e = from; e < from + width; e++) highest = Math.max(highest, scores[e]!);
    let total = 0;
    for (let e = from; e < from + width; e++) {
      out[e] = Math.exp(scores[e]! - highest);
      total += out[e]!;
    }
    for (let e = from; e < from + width; e++) out[e]! /= total;
  }
}
