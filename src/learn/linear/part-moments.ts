import type { Matrix } from '../../table/matrix.ts';
import { type CodedArrays, codedParts } from './coded-state.ts';
import { momentsOf } from './standardize.ts';

/** [outputs x cols] each: weighted mean and deviation of the part that a column has in a score. O(rows x cols x outputs). */
export function partMoments(
  arrays: CodedArrays,
  { rows, cols, data }: Matrix,
  weights: Float64Array,
): { means: Float64Array; spreads: Float64Array } {
  const outputs = arrays.intercepts.length;
  const part = codedParts(arrays);
  const means = new Float64Array(outputs * cols);
  const spreads = new Float64Array(outputs * cols);
  const parts = new Float64Array(rows);
  for (let k = 0; k < outputs; k++)
    for (let c = 0; c < cols; c++) {
      for (let r = 0; r < rows; r++) parts[r] = part(k, c, data[c * rows + r]!);
      const { mean, deviation } = momentsOf(parts, weights);
      means[k * cols + c] = mean;
      spreads[k * cols + c] = deviation;
    }
  return { means, spreads };
}
