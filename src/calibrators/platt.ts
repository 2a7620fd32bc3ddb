import type { Calibrator } from '../contracts/calibrator.ts';
import type { State } from '../contracts/state.ts';
import { logOdds } from '../kernels/log-odds.ts';
import { sigmoidInPlace } from '../kernels/probabilities.ts';
import { fitSigmoid } from '../learn/linear/platt.ts';
import { againstRest, sumToOne } from './one-against-rest.ts';

interface PlattState extends State {
  readonly facts: Record<never, never>;
  /** [outputs] of each output: P = sigmoid(slope x log-odds + intercept). */
  readonly arrays: { readonly slope: Float64Array; readonly intercept: Float64Array };
}

/**
 * A sigmoid over log-odds: two numbers an output, learned by maximum likelihood with targets drawn in from 0 and 1.
 *
 * Several classes are calibrated one against the rest and made to sum to 1.
 * Sources: Platt 1999; Zadrozny and Elkan 2002 for several classes.
 */
export const platt: Calibrator<PlattState> = {
  room: 'calibrators',
  name: 'platt',
  version: 1,
  about: 'Scale and shift the log-odds: right where probabilities are all too timid, too bold, or too high.',
  params: {},
  traits: { categories: ['binary', 'multiclass'], shape: 'a sigmoid, two numbers a class', wants: 100 },
  fit(set) {
    const weights = set.weights ?? new Float64Array(set.truth.length).fill(1);
    const sigmoids = Array.from({ length: set.outputs }, (_, output) => {
      const { said, came } = againstRest(set, output);
      return fitSigmoid(said.map(logOdds), came, weights);
    });
    return {
      facts: {},
      arrays: {
        slope: Float64Array.from(sigmoids, (s) => s.slope),
        intercept: Float64Array.from(sigmoids, (s) => s.intercept),
      },
    };
  },
  open({ arrays: { slope, intercept } }) {
    const outputs = slope.length;
    return (said, rows) => {
      for (let i = 0; i < rows * outputs; i++) {
        const k = i % outputs;
        said[i] = slope[k]! * logOdds(said[i]!) + intercept[k]!;
      }
      sigmoidInPlace(said, rows * outputs);
      sumToOne(said, rows, outputs);
    };
  },
  line: ({ arrays: { slope, intercept } }) => (slope.length === 1 ? { slope, shift: intercept } : null),
};
