import type { MeanLoss } from './mean-loss.ts';

/** Column c is seen as (value - centre[c]) / unit[c]. Both [cols]; units above 0. */
export interface Units {
  readonly centre: Float64Array;
  readonly unit: Float64Array;
}

/**
 * The same loss, in weights of columns that are centred and scaled, without a change to the columns: those of 0 and 1 stay
 * sparse. O(outputs x cols) more for each call.
 */
export function inUnits(meanLoss: MeanLoss, outputs: number, units: Units): MeanLoss {
  const { centre, unit } = units;
  const cols = centre.length;
  const raw = new Float64Array(outputs * (cols + 1));
  return (at, gradient, curvatures) => {
    toRaw(at, outputs, units, raw);
    const value = meanLoss(raw, gradient, curvatures);
    for (let k = 0; k < outputs; k++) {
      const ofIntercept = gradient[outputs * cols + k]!;
      for (let c = 0; c < cols; c++)
        gradient[k * cols + c] = (gradient[k * cols + c]! - centre[c]! * ofIntercept) / unit[c]!;
    }
    return value;
  };
}

/** Weights and intercepts of centred and scaled columns as those of the columns themselves; shapes as for `MeanLoss`. */
export function toRaw(at: Float64Array, outputs: number, { centre, unit }: Units, out: Float64Array): void {
  const cols = centre.length;
  for (let k = 0; k < outputs; k++) {
    let intercept = at[outputs * cols + k]!;
    for (let c = 0; c < cols; c++) {
      const weight = at[k * cols + c]! / unit[c]!;
      out[k * cols + c] = weight;
      intercept -= weight * centre[c]!;
    }
    out[outputs * cols + k] = intercept;
  }
}
