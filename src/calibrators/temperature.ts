import type { CalibrationSet, Calibrator } from '../contracts/calibrator.ts';
import type { State } from '../contracts/state.ts';
import { inverseTemperature } from '../kernels/inverse-temperature.ts';
import { logOdds, logShare } from '../kernels/log-odds.ts';
import { probabilitiesInPlace } from '../kernels/probabilities.ts';

interface TemperatureState extends State {
  readonly facts: { readonly outputs: number };
  /** [1] 1 / temperature. */
  readonly arrays: { readonly inverse: Float64Array };
}

/** One number by which all log-odds are divided: the order of the classes stays. Source: Guo et al. 2017. */
export const temperature: Calibrator<TemperatureState> = {
  room: 'calibrators',
  name: 'temperature',
  version: 1,
  about: 'Divide all log-odds by one number: right where a model is too sure of itself, or not sure enough.',
  params: {},
  traits: { categories: ['binary', 'multiclass'], shape: 'one number for all classes', wants: 50 },
  fit(set) {
    const { scores, classes } = scoresOf(set);
    const inverse = inverseTemperature(scores, set.truth, set.weights, classes);
    return { facts: { outputs: set.outputs }, arrays: { inverse: Float64Array.of(inverse) } };
  },
  open({ facts: { outputs }, arrays }) {
    const inverse = arrays.inverse[0]!;
    const score = outputs === 1 ? logOdds : logShare;
    return (said, rows) => {
      for (let i = 0; i < rows * outputs; i++) said[i] = inverse * score(said[i]!);
      probabilitiesInPlace(said, rows, outputs);
    };
  },
  line: ({ facts: { outputs }, arrays }) => ({
    slope: new Float64Array(outputs).fill(arrays.inverse[0]!),
    shift: new Float64Array(outputs),
  }),
};

/** Scores of each class: two of a binary answer, the first being 0. */
function scoresOf({ outputs, said, truth }: CalibrationSet): { scores: Float64Array; classes: number } {
  if (outputs > 1) return { scores: said.map(logShare), classes: outputs };
  const scores = new Float64Array(2 * truth.length);
  for (let row = 0; row < truth.length; row++) scores[2 * row + 1] = logOdds(said[row]!);
  return { scores, classes: 2 };
}
