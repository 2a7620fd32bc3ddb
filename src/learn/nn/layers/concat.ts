import { type LayerKind, sizeOf } from '../layer.ts';

/** Signals side by side, as one axis. */
export type ConcatSpec = { readonly kind: 'concat' };

export const concat: LayerKind<ConcatSpec> = {
  plan: (_spec, inputs) => ({ shape: [inputs.reduce((sum, shape) => sum + sizeOf(shape), 0)], weights: {} }),
  lay(_spec, { inputs, output }) {
    return {
      forward(rows) {
        let from = 0;
        for (const { value, size } of inputs) {
          for (let r = 0, to = from; r < rows; r++, to += output.size)
            for (let j = 0; j < size; j++) output.value[to + j] = value[r * size + j]!;
          from += size;
        }
      },
      backward(rows) {
        let from = 0;
        for (const { grad, size } of inputs) {
          if (grad)
            for (let r = 0, at = from; r < rows; r++, at += output.size)
              for (let j = 0; j < size; j++) grad[r * size + j]! += output.grad![at + j]!;
          from += size;
        }
      },
    };
  },
};
