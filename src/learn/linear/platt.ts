import { quietRun } from '../../contracts/run.ts';
import { fitLinear } from './fit-linear.ts';
import { logisticLoss } from './losses.ts';

/** P(1) = 1 / (1 + e^-(slope x score + intercept)). */
export interface Sigmoid {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The sigmoid that turns scores into probabilities: maximum likelihood with targets drawn in from 0 and 1, so that scores
 * which part the classes keep a finite slope.
 *
 * scores [rows] of rows that the scorer did not learn from, y [rows] 0 or 1, weights [rows]. O(iterations x rows).
 * Source: Platt 1999, Probabilistic outputs for support vector machines, section 2.2.
 */
export function fitSigmoid(scores: Float64Array, y: Float64Array, weights: Float64Array): Sigmoid {
  const counts = [0, 0];
  for (let r = 0; r < y.length; r++) counts[y[r]!]! += weights[r]!;
  const [no, yes] = counts as [number, number];
  const fit = fitLinear(
    {
      train: {
        x: { rows: scores.length, cols: 1, data: scores },
        y: y.map((truth) => (truth > 0 ? (yes + 1) / (yes + 2) : 1 / (no + 2))),
        weights,
      },
      outputs: 1,
      loss: logisticLoss,
      penalty: { name: 'none', strength: 0, mix: 0 },
      tolerance: 1e-9,
      iterations: 200,
      start: Float64Array.of(Math.log((yes + 1) / (no + 1))),
    },
    quietRun(),
  );
  return { slope: fit.weights[0]!, intercept: fit.intercepts[0]! };
}
