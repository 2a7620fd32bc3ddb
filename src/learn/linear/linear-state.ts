import type { State } from '../../contracts/state.ts';
import type { LinearFit } from './fit-linear.ts';

/**
 * What a linear model learned, and the strength of the penalty under which it did.
 *
 * weights [outputs x cols], intercepts [outputs], mean and deviation [cols] of the training rows.
 */
export interface LinearState extends State {
  readonly facts: { readonly strength: number; readonly iterations: number; readonly converged: boolean };
  readonly arrays: {
    readonly weights: Float64Array;
    readonly intercepts: Float64Array;
    readonly mean: Float64Array;
    readonly deviation: Float64Array;
  };
}

export const linearState = (fit: LinearFit): LinearState => ({
  facts: { strength: fit.strength, iterations: fit.iterations, converged: fit.converged },
  arrays: {
    weights: fit.weights,
    intercepts: fit.intercepts,
    mean: fit.mean,
    deviation: fit.deviation,
  },
});

/** The state as the scorer wants it. */
export const weightsOf = ({ arrays }: LinearState) => ({
  outputs: arrays.intercepts.length,
  weights: arrays.weights,
  intercepts: arrays.intercepts,
});
