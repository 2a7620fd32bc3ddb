import type { Explainer } from '../../contracts/model.ts';
import type { State } from '../../contracts/state.ts';
import type { Matrix } from '../../table/matrix.ts';

/**
 * A linear model with a weight for every category: what it learned.
 *
 * cardinality [cols]           categories of each column; 0 = numbers
 * centre      [cols]           what is taken off a number; its mean over the training rows
 * weights     [outputs][width] of each column in turn: of numbers, by unit, and that of a missing one; of categories one for
 *                              each, and last that of a missing or unseen one
 * intercepts  [outputs]
 * means       [outputs x cols] mean part of each column in the score, over the training rows
 * spreads     [outputs x cols] deviation of that part
 */
export interface CodedState extends State {
  readonly facts: { readonly iterations: number; readonly converged: boolean };
  readonly arrays: {
    readonly cardinality: Int32Array;
    readonly centre: Float64Array;
    readonly weights: Float64Array;
    readonly intercepts: Float64Array;
    readonly means: Float64Array;
    readonly spreads: Float64Array;
  };
}

export type CodedArrays = Pick<CodedState['arrays'], 'cardinality' | 'centre' | 'weights' | 'intercepts'>;

/** Where the weights of each column begin, and how many there are of an output. */
export function weightsLayout(cardinality: Int32Array): { first: Int32Array; width: number } {
  const first = new Int32Array(cardinality.length);
  let width = 0;
  cardinality.forEach((categories, c) => {
    first[c] = width;
    width += categories === 0 ? 2 : categories + 1;
  });
  return { first, width };
}

/** The code of a value, or `cardinality` where it stands for no category. */
export const codeOf = (value: number, cardinality: number): number =>
  value >= 0 && value < cardinality ? value : cardinality;

/**
 * Write the score of every row and output: out [rows x outputs] row after row.
 *
 * Sums run column after column for every row, so that a row gives the same number alone and in any batch. Allocates nothing.
 */
export function codedScores(state: CodedArrays): (rows: Matrix, out: Float64Array) => void {
  const { cardinality, centre, weights, intercepts } = state;
  const { first, width } = weightsLayout(cardinality);
  const outputs = intercepts.length;
  return ({ rows, data }, out) => {
    for (let k = 0; k < outputs; k++) {
      for (let r = 0; r < rows; r++) out[r * outputs + k] = intercepts[k]!;
      for (let c = 0; c < cardinality.length; c++) {
        const at = k * width + first[c]!;
        const from = c * rows;
        if (cardinality[c] === 0)
          for (let r = 0; r < rows; r++)
            out[r * outputs + k]! += partOfNumber(
              data[from + r]!,
              centre[c]!,
              weights[at]!,
              weights[at + 1]!,
            );
        else
          for (let r = 0; r < rows; r++)
            out[r * outputs + k]! += weights[at + codeOf(data[from + r]!, cardinality[c]!)]!;
      }
    }
  };
}

const partOfNumber = (value: number, centre: number, weight: number, ofMissing: number): number =>
  Number.isNaN(value) ? ofMissing : weight * (value - centre);

/** The part that a value of column c has in the score of output k. */
export function codedParts(state: CodedArrays): (k: number, c: number, value: number) => number {
  const { cardinality, centre, weights } = state;
  const { first, width } = weightsLayout(cardinality);
  return (k, c, value) => {
    const at = k * width + first[c]!;
    const categories = cardinality[c]!;
    return categories === 0
      ? partOfNumber(value, centre[c]!, weights[at]!, weights[at + 1]!)
      : weights[at + codeOf(value, categories)]!;
  };
}

/** Exact contributions: the part of each column less its mean over the training rows. Source: as `linearExplainer`. */
export function codedExplainer({ arrays }: CodedState): Explainer {
  const { intercepts, means } = arrays;
  const part = codedParts(arrays);
  const cols = arrays.cardinality.length;
  return {
    base: intercepts.map((b, k) => means.subarray(k * cols, (k + 1) * cols).reduce((sum, m) => sum + m, b)),
    contributions({ rows, data }, row, out) {
      for (let i = 0; i < out.length; i++) {
        const c = i % cols;
        out[i] = part(Math.floor(i / cols), c, data[c * rows + row]!) - means[i]!;
      }
    },
  };
}

/** [cols] deviation of the part of each column in the scores, as shares; all 0 when nothing was learned. */
export function codedImportances({ arrays: { cardinality, spreads } }: CodedState): Float64Array {
  const cols = cardinality.length;
  const shares = new Float64Array(cols);
  spreads.forEach((spread, i) => {
    shares[i % cols]! += spread;
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total > 0 ? shares.map((share) => share / total) : shares;
}
