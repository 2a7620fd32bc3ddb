import type { Activation } from './activation.ts';

const SLOPE = Math.sqrt(2 / Math.PI);
const CUBE = 0.044715;

/** x P(normal <= x), by the tanh form: x (1 + t) / 2, t = tanh(sqrt(2 / pi) (x + 0.044715 x^3)). Source: Hendrycks 2016. */
export const gelu: Activation = {
  apply(x, out, n) {
    for (let i = 0; i < n; i++) {
      const v = x[i]!;
      out[i] = 0.5 * v * (1 + Math.tanh(SLOPE * (v + CUBE * v * v * v)));
    }
  },
  back(x, _out, outGrad, xGrad, n) {
    for (let i = 0; i < n; i++) {
      const v = x[i]!;
      const t = Math.tanh(SLOPE * (v + CUBE * v * v * v));
      const inner = SLOPE * (1 + 3 * CUBE * v * v);
      xGrad[i]! += outGrad[i]! * 0.5 * (1 + t + v * (1 - t * t) * inner);
    }
  },
};
