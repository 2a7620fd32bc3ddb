import type { Activation } from './activation.ts';

/** Hyperbolic tangent; its slope is 1 - t^2. */
export const tanh: Activation = {
  apply(x, out, n) {
    for (let i = 0; i < n; i++) out[i] = Math.tanh(x[i]!);
  },
  back(_x, out, outGrad, xGrad, n) {
    for (let i = 0; i < n; i++) xGrad[i]! += outGrad[i]! * (1 - out[i]! * out[i]!);
  },
};
