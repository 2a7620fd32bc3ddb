import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import { probabilitiesInPlace } from '../../kernels/probabilities.ts';
import type { Matrix } from '../../table/matrix.ts';
import { codeOf, weightsLayout } from './coded-state.ts';
import type { OnlineState } from './online-state.ts';
import { type OnlineSettings, onlineStep } from './online-step.ts';

/** A row of weight 100 is not learned from more often than this: it takes longer steps instead. */
const MOST_REPEATS = 16;
const ROWS_BETWEEN_CHECKS = 1000;

/**
 * Learn from rows one after the other, in the order given: score it, see how far off that was, step.
 *
 * The arrays of `state` are changed in place. A row of weight 2 is learned from twice. order [n] row numbers. O(n x cols x
 * outputs), however many categories. Steps of sgd on values are implicit ones (Toulis and Airoldi 2017): each goes where the
 * slope at its end would have sent it, and so never past the truth. Calls `onRows` with the share that is done, many times a second; throw to stop.
 */
export function learnRows(
  state: OnlineState,
  { x, y, weights }: Pick<TrainingSet, 'x' | 'y' | 'weights'>,
  order: Int32Array,
  settings: OnlineSettings,
  onRows: (share: number) => void,
): void {
  const row = rowReader(state);
  const learn = rowLearner(state, settings);
  for (let i = 0; i < order.length; i++) {
    if (i % ROWS_BETWEEN_CHECKS === 0) onRows(i / order.length);
    const r = order[i]!;
    const weight = weights === null ? 1 : weights[r]!;
    const repeats = Math.min(MOST_REPEATS, Math.ceil(weight));
    row.read(x, r);
    for (let repeat = 0; repeat < repeats; repeat++) learn(row, y[r]!, weight / repeats);
  }
}

/** One row as weights that it touches, and what each is multiplied by; the last is the intercept. */
interface TouchedWeights {
  readonly index: Int32Array;
  readonly value: Float64Array;
}

/** Reads rows into memory of its own. */
function rowReader({ arrays }: OnlineState): TouchedWeights & { read(x: Matrix, row: number): void } {
  const { cardinality, centre, scale } = arrays;
  const { first, width } = weightsLayout(cardinality);
  const cols = cardinality.length;
  const index = new Int32Array(cols + 1).fill(width);
  const value = new Float64Array(cols + 1).fill(1);
  return {
    index,
    value,
    read({ rows, data }, row) {
      for (let c = 0; c < cols; c++) {
        const v = data[c * rows + row]!;
        if (cardinality[c]! > 0) index[c] = first[c]! + codeOf(v, cardinality[c]!);
        else {
          const isMissing = Number.isNaN(v);
          index[c] = first[c]! + Number(isMissing);
          value[c] = isMissing ? 1 : (v - centre[c]!) * scale[c]!;
        }
      }
    },
  };
}

/** Count these rows among those that the means of contributions are taken over. Changes the arrays of `state`. */
export function countRows(state: OnlineState, { x, weights }: Pick<TrainingSet, 'x' | 'weights'>): void {
  const { cardinality, tallies, energies, seen } = state.arrays;
  const { index, value, read } = rowReader(state);
  for (let r = 0; r < x.rows; r++) {
    const weight = weights === null ? 1 : weights[r]!;
    read(x, r);
    seen[0]! += weight;
    for (let c = 0; c < x.cols; c++) {
      tallies[index[c]!]! += weight * value[c]!;
      const isAmount = cardinality[c] === 0 && !Number.isNaN(x.data[c * x.rows + r]!);
      if (isAmount) energies[c]! += weight * value[c]! * value[c]!;
    }
  }
}

function rowLearner(
  state: OnlineState,
  settings: OnlineSettings,
): (row: TouchedWeights, truth: number, weight: number) => void {
  const { cardinality, target, weights } = state.arrays;
  const size = weightsLayout(cardinality).width + 1;
  const outputs = weights.length / size;
  const isRegression = state.facts.category === 'regression';
  const scores = new Float64Array(outputs);
  const step = onlineStep(state.arrays, settings);
  // The slope of a squared error has no bound: a plain step from a row far out would overshoot, and the next one more.
  const isImplicit = isRegression && settings.optimiser === 'sgd';
  return ({ index, value }, truth, weight) => {
    for (let k = 0; k < outputs; k++) {
      scores[k] = 0;
      for (let c = 0; c < index.length; c++) scores[k]! += weights[k * size + index[c]!]! * value[c]!;
    }
    if (isRegression) scores[0]! -= (truth - target[0]!) / target[1]!;
    else {
      probabilitiesInPlace(scores, 1, outputs);
      if (outputs === 1) scores[0]! -= truth;
      else scores[truth]! -= 1;
    }
    let length = weight;
    if (isImplicit) {
      let energy = 0;
      for (let c = 0; c < value.length; c++) energy += value[c]! * value[c]!;
      length /= 1 + settings.rate * weight * energy;
    }
    for (let k = 0; k < outputs; k++)
      for (let c = 0; c < index.length; c++)
        step(k * size + index[c]!, length * scores[k]! * value[c]!, c === index.length - 1);
  };
}

/** Reports rows of pass `pass` of `passes` to the run. */
export const passProgress =
  (run: Run, pass: number, passes: number): ((share: number) => void) =>
  (share) => {
    run.checkCancelled();
    run.progress((pass + share) / passes, `pass ${pass + 1} of ${passes}`);
  };
