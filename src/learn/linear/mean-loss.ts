import type { DesignMatrix } from './design-matrix.ts';
import type { LinearLoss } from './losses.ts';

/** The rows that a linear fit learns from, and what it pays for a score. */
export interface LossOfRows {
  readonly x: DesignMatrix;
  /** [rows] class index or value */
  readonly y: Float64Array;
  /** [rows] positive */
  readonly weights: Float64Array;
  readonly outputs: number;
  readonly loss: LinearLoss;
}

/**
 * The weighted mean loss at `at`: [outputs x cols] weights, then [outputs] intercepts. Writes its gradient, of the same
 * shape, and where they are asked for the curvatures of every row [outputs][rows]: of one output the second derivative of the
 * mean loss by its score; of several the probabilities.
 */
export type MeanLoss = (
  at: Float64Array,
  gradient: Float64Array,
  curvatures?: readonly Float64Array[],
) => number;

/** The mean loss of these rows. One pass over the rows a call; allocates now, nothing later. */
export function meanLossOf({ x, y, weights, outputs, loss }: LossOfRows): MeanLoss {
  const { rows, cols, block } = x;
  const total = sum(weights);
  const scores = Array.from({ length: outputs }, () => new Float64Array(block));
  const intercept = outputs * cols;
  return (at, gradient, curvatures) => {
    gradient.fill(0);
    let value = 0;
    for (let from = 0; from < rows; from += block) {
      const count = Math.min(block, rows - from);
      for (let k = 0; k < outputs; k++) {
        scores[k]!.fill(at[intercept + k]!);
        x.addTo(from, count, at, k * cols, scores[k]!);
      }
      if (curvatures) {
        loss.curvature(scores, y, weights, from, count, curvatures);
        if (outputs === 1) divide(curvatures[0]!, from, from + count, total);
      }
      value += loss.slopes(scores, y, weights, from, count);
      for (let k = 0; k < outputs; k++) {
        x.dotInto(from, count, scores[k]!, gradient, k * cols);
        for (let i = 0; i < count; i++) gradient[intercept + k]! += scores[k]![i]!;
      }
    }
    divide(gradient, 0, gradient.length, total);
    return value / total;
  };
}

function divide(values: Float64Array, from: number, to: number, by: number): void {
  for (let i = from; i < to; i++) values[i]! /= by;
}

export function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
