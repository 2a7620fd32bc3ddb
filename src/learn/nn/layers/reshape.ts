import { type LayerKind, type Shape, sizeOf } from '../layer.ts';

/** The same values with other axes: columns as an image [height, width, channels], or an image as a row. */
export type ReshapeSpec = { readonly kind: 'reshape'; readonly shape: Shape };

/** A size of -1 stands for the whole: [-1] makes a row of any image. */
const shapeOf = (shape: Shape, input: Shape): Shape => (shape[0] === -1 ? [sizeOf(input)] : shape);

export const reshape: LayerKind<ReshapeSpec> = {
  plan({ shape }, [input]) {
    const out = shapeOf(shape, input!);
    if (sizeOf(out) !== sizeOf(input!))
      throw new Error(`reshape makes [${out}] of ${sizeOf(out)} values, and got [${input}]`);
    return { shape: out, weights: {} };
  },
  lay(_spec, { inputs, output }) {
    const x = inputs[0]!;
    const { value, size, grad } = output;
    return {
      forward(rows) {
        for (let i = 0; i < rows * size; i++) value[i] = x.value[i]!;
      },
      backward(rows) {
        if (x.grad) for (let i = 0; i < rows * size; i++) x.grad[i]! += grad![i]!;
      },
    };
  },
};
