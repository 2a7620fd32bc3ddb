import { type ActivationName, activations } from '../activations/index.ts';
import type { LayerKind } from '../layer.ts';

/** One function, applied to each value. */
export type ActivationSpec = { readonly kind: 'activation'; readonly of: ActivationName };

export const activation: LayerKind<ActivationSpec> = {
  byCalls: ({ of }) => of === 'relu',
  plan: (_spec, [input]) => ({ shape: input!, weights: {} }),
  lay({ of }, { inputs, output, kernels }) {
    const x = inputs[0]!;
    const { apply, back } = activations[of];
    return {
      forward: (rows) => apply(x.value, output.value, rows * x.size, kernels),
      backward(rows) {
        if (x.grad) back(x.value, output.value, output.grad!, x.grad, rows * x.size, kernels);
      },
    };
  },
};
