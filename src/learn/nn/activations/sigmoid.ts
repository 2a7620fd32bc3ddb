import type { Activation } from './activation.ts';

/** 1 / (1 + e^-x); its slope is s (1 - s). */
export const sigmoid: Activation = {
  apply(x, out, n) {
    for (let i = 0; i < n; i++) out[i] = 1 / (1 + Math.exp(-x[i]!));
  },
  back(_x, out, outGrad, xGrad, n) {
    for (let i = 0; i < n; i++) xGrad[i]! += outGrad[i]! * out[i]! * (1 - out[i]!);
  },
};
