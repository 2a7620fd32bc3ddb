import type { Balanced } from '../contracts/balancer.ts';
import type { TrainingSet } from '../contracts/model.ts';

/** The rows with each weight multiplied by that of its class, all brought to a mean weight as it was before. */
export function weighClasses({ x, y, weights }: TrainingSet, perClass: Float64Array): Balanced {
  const out = new Float64Array(y.length);
  let before = 0;
  let after = 0;
  for (let row = 0; row < y.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    out[row] = weight * perClass[y[row]!]!;
    before += weight;
    after += out[row]!;
  }
  // Penalties are in units of rows: what the rows weigh together must not change.
  for (let row = 0; row < y.length; row++) out[row]! *= before / after;
  return { x, y, weights: out };
}
