import { type LayerKind, sizeOf } from '../layer.ts';

/** The sum of signals of one size: what a residual connection is made of. */
export type AddSpec = { readonly kind: 'add' };

export const add: LayerKind<AddSpec> = {
  plan(_spec, inputs) {
    const sizes = new Set(inputs.map(sizeOf));
    if (sizes.size !== 1) throw new Error(`add takes signals of one size, and got ${[...sizes].join(', ')}`);
    return { shape: inputs[0]!, weights: {} };
  },
  lay(_spec, { inputs, output }) {
    const { value, size, grad } = output;
    return {
      forward(rows) {
        const n = rows * size;
        for (let i = 0; i < n; i++) value[i] = inputs[0]!.value[i]!;
        for (let k = 1; k < inputs.length; k++) addTo(value, inputs[k]!.value, n);
      },
      backward(rows) {
        for (const input of inputs) if (input.grad) addTo(input.grad, grad!, rows * size);
      },
    };
  },
};

function addTo(sum: Float32Array, x: Float32Array, n: number): void {
  for (let i = 0; i < n; i++) sum[i]! += x[i]!;
}
