import { type LayerKind, rowsWithin } from '../layer.ts';
import { ones, zeros } from '../start-values.ts';

/** Each channel (value of the last axis) to mean 0 and deviation 1 over the batch, then x gain + bias. */
export type BatchNormSpec = { readonly kind: 'batch-norm' };

/** Added to the variance. */
const EPSILON = 1e-5;
/** Share of a batch in the running mean and variance. */
const NEW = 0.1;

/**
 * gain, bias, mean, variance [channels]. While it learns, a batch is scaled by its own mean and variance, and running ones
 * are kept (of the variance the unbiased one); else, and where its gain is frozen, by the running ones, so that a row
 * scores the same alone as in a batch. Weights of rows do not count. O(rows x channels).
 * Source: Ioffe and Szegedy 2015; numbers as torch.nn.BatchNorm1d.
 */
export const batchNorm: LayerKind<BatchNormSpec> = {
  plan(_spec, [input]) {
    const size = input!.at(-1)!;
    return {
      shape: input!,
      weights: {
        gain: { role: 'offset', size, start: ones },
        bias: { role: 'offset', size, start: zeros },
        mean: { role: 'running', size, start: zeros },
        variance: { role: 'running', size, start: ones },
      },
    };
  },
  lay(_spec, { inputs, output, weights }) {
    const x = inputs[0]!;
    const width = x.shape.at(-1)!;
    const per = rowsWithin(x.shape);
    const { gain, bias, mean, variance } = weights as Record<string, NonNullable<typeof weights.gain>>;
    const middle = new Float64Array(width);
    const inverse = new Float64Array(width);
    const ofBatch = gain!.grad !== null;
    return {
      forward(rows, learning) {
        const n = rows * per;
        if (learning && ofBatch) measure(x.value, n, width, middle, inverse, mean!.value, variance!.value);
        else
          for (let j = 0; j < width; j++) {
            middle[j] = mean!.value[j]!;
            inverse[j] = 1 / Math.sqrt(variance!.value[j]! + EPSILON);
          }
        for (let i = 0; i < n * width; i += width)
          for (let j = 0; j < width; j++)
            output.value[i + j] =
              (x.value[i + j]! - middle[j]!) * inverse[j]! * gain!.value[j]! + bias!.value[j]!;
      },
      backward(rows) {
        const n = rows * per;
        const grad = output.grad!;
        for (let j = 0; j < width; j++) {
          let sum = 0;
          let along = 0;
          for (let i = j; i < n * width; i += width) {
            sum += grad[i]!;
            along += grad[i]! * (x.value[i]! - middle[j]!) * inverse[j]!;
          }
          if (gain!.grad) gain!.grad[j]! += along;
          if (bias!.grad) bias!.grad[j]! += sum;
          if (x.grad === null) continue;
          const scale = gain!.value[j]! * inverse[j]!;
          // Where the mean and variance are the batch's, they moved with x; running ones did not.
          const [shift, turn] = ofBatch ? [sum / n, along / n] : [0, 0];
          for (let i = j; i < n * width; i += width)
            x.grad[i]! += scale * (grad[i]! - shift - turn * (x.value[i]! - middle[j]!) * inverse[j]!);
        }
      },
    };
  },
};

/** Mean and 1 / deviation of each channel of n rows, and the running ones moved towards them. */
function measure(
  x: Float32Array,
  n: number,
  width: number,
  middle: Float64Array,
  inverse: Float64Array,
  mean: Float32Array,
  variance: Float32Array,
): void {
  for (let j = 0; j < width; j++) {
    let sum = 0;
    for (let i = j; i < n * width; i += width) sum += x[i]!;
    const m = sum / n;
    let square = 0;
    for (let i = j; i < n * width; i += width) square += (x[i]! - m) ** 2;
    middle[j] = m;
    inverse[j] = 1 / Math.sqrt(square / n + EPSILON);
    mean[j]! += NEW * (m - mean[j]!);
    variance[j]! += NEW * (square / Math.max(1, n - 1) - variance[j]!);
  }
}
