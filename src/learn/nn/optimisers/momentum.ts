import { eachTouched, type Optimiser } from './optimiser.ts';

/**
 * Gradient descent with a memory: v = momentum v + g, value -= rate v; momentum 0 is plain stochastic gradient descent.
 * nesterov: value -= rate (g + momentum v). As torch.optim.SGD. Source: Sutskever et al. 2013.
 */
export const momentum = (share: number, nesterov: boolean): Optimiser => ({
  moments: share === 0 ? 0 : 1,
  step(weight, [velocity], rate) {
    const { value } = weight;
    eachTouched(weight, (i, g) => {
      if (velocity === undefined) value[i]! -= rate * g;
      else {
        velocity[i] = share * velocity[i]! + g;
        value[i]! -= rate * (nesterov ? g + share * velocity[i]! : velocity[i]!);
      }
    });
  },
});
