import type { Optimiser } from './optimiser.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * Steps by the running mean of the gradient over the root of that of its square. Source: Kingma and Ba 2015; with `decay`,
 * that share of the rate is taken from charged weights first, apart from the gradient: AdamW, Loshchilov and Hutter 2019.
 */
export const adam = (decay: number): Optimiser => ({
  moments: 2,
  step({ value, grad, rows, touched, width, role }, [mean, square], rate, step, { call }) {
    const taken = role === 'offset' ? 0 : decay * rate;
    const corrected = rate / (1 - BETA1 ** step);
    const root = 1 / Math.sqrt(1 - BETA2 ** step);
    call.adam(
      value,
      grad!,
      mean!,
      square!,
      rows,
      touched,
      width,
      corrected,
      BETA1,
      BETA2,
      root,
      EPSILON,
      taken,
    );
  },
});
