import type { Activation } from './activation.ts';

/** max(x, 0). */
export const relu: Activation = {
  apply: (x, out, n, { call }) => call.rectify(x, out, n),
  back: (_x, out, outGrad, xGrad, n, { call }) => call.rectifyBack(out, outGrad, xGrad, n),
};
