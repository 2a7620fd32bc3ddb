import { gemmScratch } from '../../../kernels/gemm.ts';
import { type LayerKind, rowsWithin } from '../layer.ts';
import { spreadProduct } from '../spread-product.ts';
import { scaledUniform, zeros } from '../start-values.ts';

/** out = x W + b, on the last axis. */
export type DenseSpec = {
  readonly kind: 'dense';
  readonly units: number;
  /** Variance to begin with, in units of 1 / inputs: 2 before a rectifier (the default), 1 before nothing. */
  readonly gain?: number;
  /** Without b: for a product of two matrices. */
  readonly bare?: boolean;
};

/** weight [inputs x units], bias [units]. O(rows x inputs x units) each way. */
export const dense: LayerKind<DenseSpec> = {
  byCalls: () => true,
  plan({ units, gain = 2, bare = false }, [input]) {
    const width = input!.at(-1)!;
    return {
      shape: [...input!.slice(0, -1), units],
      weights: {
        weight: { role: 'weight', size: width * units, start: scaledUniform(width, gain) },
        ...(bare ? {} : { bias: { role: 'offset', size: units, start: zeros } }),
      },
    };
  },
  lay({ units }, { inputs, output, weights, capacity, kernels }) {
    const x = inputs[0]!;
    const width = x.shape.at(-1)!;
    const per = rowsWithin(x.shape);
    const weight = weights.weight!;
    const { bias } = weights;
    const { repeatRow, addRows } = kernels.call;
    const learned = output.grad !== null;
    const product = spreadProduct(
      kernels,
      Math.max(
        gemmScratch(units, width),
        learned ? gemmScratch(units, capacity * per) : 0,
        learned ? gemmScratch(width, units) : 0,
      ),
    );
    return {
      forward(rows) {
        const n = rows * per;
        if (bias) repeatRow(bias.value, output.value, n, units);
        product(n, units, width, x.value, width, 1, weight.value, units, 1, output.value, bias ? 1 : 0);
      },
      backward(rows) {
        const n = rows * per;
        const out = output.grad!;
        if (weight.grad) product(width, units, n, x.value, 1, width, out, units, 1, weight.grad, 1);
        if (bias?.grad) addRows(out, bias.grad, n, units);
        if (x.grad) product(n, width, units, out, units, 1, weight.value, 1, units, x.grad, 1);
      },
    };
  },
};
