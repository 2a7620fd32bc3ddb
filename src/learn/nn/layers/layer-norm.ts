import { type LayerKind, rowsWithin } from '../layer.ts';
import { ones, zeros } from '../start-values.ts';

/** Each row to mean 0 and deviation 1 over the last axis, then x gain + bias. */
export type LayerNormSpec = { readonly kind: 'layer-norm' };

/** Added to the variance. */
const EPSILON = 1e-5;

/**
 * gain, bias [width]. With n = (x - mean) / deviation and h = grad x gain, the slope by x is
 * (h - mean(h) - n mean(h n)) / deviation. O(rows x width). Source: Ba et al. 2016, Layer normalization.
 */
export const layerNorm: LayerKind<LayerNormSpec> = {
  plan(_spec, [input]) {
    const width = input!.at(-1)!;
    return {
      shape: input!,
      weights: {
        gain: { role: 'offset', size: width, start: ones },
        bias: { role: 'offset', size: width, start: zeros },
      },
    };
  },
  lay(_spec, { inputs, output, weights, capacity }) {
    const x = inputs[0]!;
    const width = x.shape.at(-1)!;
    const per = rowsWithin(x.shape);
    const gain = weights.gain!;
    const bias = weights.bias!;
    const mean = new Float64Array(capacity * per);
    const inverse = new Float64Array(capacity * per);
    return {
      forward(rows) {
        for (let r = 0, at = 0; r < rows * per; r++, at += width) {
          let sum = 0;
          for (let j = 0; j < width; j++) sum += x.value[at + j]!;
          const middle = sum / width;
          let square = 0;
          for (let j = 0; j < width; j++) square += (x.value[at + j]! - middle) ** 2;
          const scale = 1 / Math.sqrt(square / width + EPSILON);
          mean[r] = middle;
          inverse[r] = scale;
          for (let j = 0; j < width; j++)
            output.value[at + j] = (x.value[at + j]! - middle) * scale * gain.value[j]! + bias.value[j]!;
        }
      },
      backward(rows) {
        const grad = output.grad!;
        for (let r = 0, at = 0; r < rows * per; r++, at += width) {
          let sum = 0;
          let along = 0;
          for (let j = 0; j < width; j++) {
            const g = grad[at + j]!;
            const n = (x.value[at + j]! - mean[r]!) * inverse[r]!;
            if (gain.grad) gain.grad[j]! += g * n;
            if (bias.grad) bias.grad[j]! += g;
            const h = g * gain.value[j]!;
            sum += h;
            along += h * n;
          }
          if (x.grad === null) continue;
          for (let j = 0; j < width; j++) {
            const n = (x.value[at + j]! - mean[r]!) * inverse[r]!;
            x.grad[at + j]! += (grad[at + j]! * gain.value[j]! - (sum + n * along) / width) * inverse[r]!;
          }
        }
      },
    };
  },
};
