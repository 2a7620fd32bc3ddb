import { eachTouched, type Optimiser } from './optimiser.ts';

const EPSILON = 1e-10;

/** s += g^2, value -= rate g / sqrt(s): steps shrink where much was moved. Source: Duchi et al. 2011. */
export const adagrad: Optimiser = {
  moments: 1,
  step(weight, [squares], rate) {
    const { value } = weight;
    eachTouched(weight, (i, g) => {
      squares![i]! += g * g;
      value[i]! -= (rate * g) / (Math.sqrt(squares![i]!) + EPSILON);
    });
  },
};
