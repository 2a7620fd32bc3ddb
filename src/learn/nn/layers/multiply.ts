import { type LayerKind, sizeOf } from '../layer.ts';

/** The product of two signals of one size, value by value. */
export type MultiplySpec = { readonly kind: 'multiply' };

export const multiply: LayerKind<MultiplySpec> = {
  plan(_spec, inputs) {
    if (inputs.length !== 2 || sizeOf(inputs[0]!) !== sizeOf(inputs[1]!))
      throw new Error(
        `multiply takes two signals of one size, and got ${inputs.map((i) => sizeOf(i)).join(', ')}`,
      );
    return { shape: inputs[0]!, weights: {} };
  },
  lay(_spec, { inputs, output }) {
    const [a, b] = [inputs[0]!, inputs[1]!];
    return {
      forward(rows) {
        for (let i = 0; i < rows * a.size; i++) output.value[i] = a.value[i]! * b.value[i]!;
      },
      backward(rows) {
        addProduct(a.grad, output.grad!, b.value, rows * a.size);
        addProduct(b.grad, output.grad!, a.value, rows * a.size);
      },
    };
  },
};

function addProduct(sum: Float32Array | null, x: Float32Array, y: Float32Array, n: number): void {
  if (sum) for (let i = 0; i < n; i++) sum[i]! += x[i]! * y[i]!;
}
