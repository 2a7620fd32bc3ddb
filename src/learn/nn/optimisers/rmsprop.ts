import { eachTouched, type Optimiser } from './optimiser.ts';

const EPSILON = 1e-8;

/** s = memory s + (1 - memory) g^2, value -= rate g / sqrt(s). Source: Tieleman and Hinton 2012, lecture 6.5. */
export const rmsprop = (memory: number): Optimiser => ({
  moments: 1,
  step(weight, [squares], rate) {
    const { value } = weight;
    eachTouched(weight, (i, g) => {
      squares![i] = memory * squares![i]! + (1 - memory) * g * g;
      value[i]! -= (rate * g) / (Math.sqrt(squares![i]!) + EPSILON);
    });
  },
});
