import type { LayerKind } from '../layer.ts';

/** While it learns, leave out values by chance, and enlarge the others to make up for them; else let all through. */
export type DropoutSpec = {
  readonly kind: 'dropout';
  /** Share that is left out, in [0, 1). */
  readonly share: number;
};

/** Different words of 32 bits. */
const WORDS = 2 ** 32;

/** Source: Srivastava et al. 2014. */
export const dropout: LayerKind<DropoutSpec> = {
  plan: (_spec, [input]) => ({ shape: input!, weights: {} }),
  lay({ share }, { inputs, output, capacity, kernels, random }) {
    const x = inputs[0]!;
    // What each value of the batch was multiplied by.
    const factor = kernels.f32(capacity * x.size);
    const { dropOut } = kernels.call;
    return {
      forward(rows, learning) {
        const n = rows * x.size;
        if (learning && share > 0)
          dropOut(
            x.value,
            factor,
            output.value,
            n,
            share * WORDS,
            1 / (1 - share),
            Math.floor(random() * WORDS),
          );
        else {
          factor.fill(1, 0, n);
          for (let i = 0; i < n; i++) output.value[i] = x.value[i]!;
        }
      },
      backward(rows) {
        if (x.grad) for (let i = 0; i < rows * x.size; i++) x.grad[i]! += output.grad![i]! * factor[i]!;
      },
    };
  },
};
