import type { CalibrationSet } from '../contracts/calibrator.ts';

/** [rows] the probability of one output, and whether it came true: the class against all others. */
export function againstRest(
  { outputs, said, truth }: CalibrationSet,
  output: number,
): { said: Float64Array; came: Float64Array } {
  const positive = outputs === 1 ? 1 : output;
  return {
    said: truth.map((_, row) => said[row * outputs + output]!),
    came: truth.map((y) => Number(y === positive)),
  };
}

/** Make each row of several classes sum to 1, in place. Entries are >= 0; where all are 0, all become equal. */
export function sumToOne(said: Float64Array, rows: number, outputs: number): void {
  if (outputs === 1) return;
  for (let from = 0; from < rows * outputs; from += outputs) {
    let total = 0;
    for (let k = 0; k < outputs; k++) total += said[from + k]!;
    for (let k = 0; k < outputs; k++) said[from + k] = total > 0 ? said[from + k]! / total : 1 / outputs;
  }
}
