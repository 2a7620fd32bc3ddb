import type { Activation } from './activation.ts';

/** x above 0, e^x - 1 below; its slope there is e^x. Source: Clevert et al. 2016, with alpha = 1. */
export const elu: Activation = {
  apply(x, out, n) {
    for (let i = 0; i < n; i++) out[i] = x[i]! > 0 ? x[i]! : Math.expm1(x[i]!);
  },
  back(_x, out, outGrad, xGrad, n) {
    for (let i = 0; i < n; i++) xGrad[i]! += outGrad[i]! * (out[i]! > 0 ? 1 : out[i]! + 1);
  },
};
