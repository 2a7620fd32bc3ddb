import type { LayerKind } from '../layer.ts';
import { scaledUniform } from '../start-values.ts';

/** Add a learned vector to each position of a sequence: attention alone does not see the order. */
export type PositionsSpec = { readonly kind: 'positions' };

/** vectors [positions x width]. Source: Vaswani et al. 2017, section 3.5, the learned form. */
export const positions: LayerKind<PositionsSpec> = {
  plan(_spec, [input]) {
    const [count, width] = input as readonly [number, number];
    return {
      shape: input!,
      weights: {
        vectors: { role: 'offset', size: count * width, start: scaledUniform(width, 1) },
      },
    };
  },
  lay(_spec, { inputs, output, weights, kernels }) {
    const x = inputs[0]!;
    const vectors = weights.vectors!;
    const { repeatRow, addRows } = kernels.call;
    return {
      forward(rows) {
        repeatRow(vectors.value, output.value, rows, x.size);
        for (let i = 0; i < rows * x.size; i++) output.value[i]! += x.value[i]!;
      },
      backward(rows) {
        if (vectors.grad) addRows(output.grad!, vectors.grad, rows, x.size);
        if (x.grad) for (let i = 0; i < rows * x.size; i++) x.grad[i]! += output.grad![i]!;
      },
    };
  },
};
