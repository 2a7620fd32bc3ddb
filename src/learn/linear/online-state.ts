import type { Explainer, TrainingSet } from '../../contracts/model.ts';
import type { State } from '../../contracts/state.ts';
import { type Category, outputsOf } from '../../contracts/task.ts';
import { fail } from '../../errors/fail.ts';
import {
  type CodedArrays,
  type CodedState,
  codedExplainer,
  codedImportances,
  weightsLayout,
} from './coded-state.ts';

/**
 * A linear model that learns row after row: what it knows, and what it needs to go on.
 *
 * cardinality [cols]        categories of each column; 0 = numbers
 * centre, scale [cols]      a number is seen as (value - centre) x scale; scale 0 = it did not vary when they were learned
 * target      [2]           of a regression the mean and deviation in which values are learned; else 0 and 1
 * weights, squares, pulls   [outputs x (width + 1)] as `OnlineWeights`; of each output the weights of the columns as
 *                           `weightsLayout` has them, of numbers by their scale, and last the intercept
 * tallies     [width]       over all rows learned from, the weighted sum of what each weight is multiplied by
 * energies    [cols]        of numbers, that of the squares of those that are not missing
 * seen        [1]           weight of these rows
 */
export interface OnlineState extends State {
  readonly facts: { readonly category: Category };
  readonly arrays: {
    readonly cardinality: Int32Array;
    readonly centre: Float64Array;
    readonly scale: Float64Array;
    readonly target: Float64Array;
    readonly weights: Float64Array;
    readonly squares: Float64Array;
    readonly pulls: Float64Array;
    readonly tallies: Float64Array;
    readonly energies: Float64Array;
    readonly seen: Float64Array;
  };
}

/** The state, with arrays of its own where learning changes them. */
export function copyState({ facts, arrays }: OnlineState): OnlineState {
  const { weights, squares, pulls, tallies, energies, seen } = arrays;
  const changed = {
    weights: weights.slice(),
    squares: squares.slice(),
    pulls: pulls.slice(),
    tallies: tallies.slice(),
    energies: energies.slice(),
    seen: seen.slice(),
  };
  return { facts, arrays: { ...arrays, ...changed } };
}

/**
 * A copy of the state that a fit is to go on from. Throws 'train/start-unlike' when it is not that of a linear model that
 * learns row after row, over the same columns and classes.
 */
export function startFrom(
  { task, columns }: Pick<TrainingSet, 'task' | 'columns'>,
  start: State,
): OnlineState {
  const { facts, arrays } = start as Partial<OnlineState>;
  if (arrays?.cardinality === undefined || arrays.pulls === undefined)
    throw fail('train/start-unlike', {
      problem: 'it is not that of a linear model that learns row after row',
    });
  const { cardinality, weights } = arrays;
  const known = [...cardinality].join();
  const now = columns.map((c) => c.cardinality ?? 0).join();
  if (known !== now)
    throw fail('train/start-unlike', {
      problem: `its columns have ${known} categories (0 = numbers), and those given ${now}`,
    });
  const outputs = weights.length / (weightsLayout(cardinality).width + 1);
  if (facts?.category !== task.category || outputs !== outputsOf(task))
    throw fail('train/start-unlike', {
      problem: `it is of ${facts?.category} with ${outputs} scores, and ${task.category} with ${outputsOf(task)} is wanted`,
    });
  return copyState(start as OnlineState);
}

/** The weights by unit of the columns and of the target, as those of any coded linear model. */
export function codedArrays({ arrays }: OnlineState): CodedArrays {
  const { cardinality, centre, scale, target, weights } = arrays;
  const { first, width } = weightsLayout(cardinality);
  const outputs = weights.length / (width + 1);
  const [mean, unit] = target as unknown as [number, number];
  const out = new Float64Array(outputs * width);
  const intercepts = new Float64Array(outputs);
  for (let k = 0; k < outputs; k++) {
    const own = weights.subarray(k * (width + 1), (k + 1) * (width + 1));
    for (let j = 0; j < width; j++) out[k * width + j] = own[j]! * unit;
    intercepts[k] = own[width]! * unit + mean;
    cardinality.forEach((categories, c) => {
      if (categories === 0) out[k * width + first[c]!]! *= scale[c]!;
    });
  }
  return { cardinality, centre, weights: out, intercepts };
}

/** Contributions and importances as of any coded linear model, the means being those of all rows learned from. */
function withMoments(state: OnlineState): CodedState {
  const { cardinality, target, weights, tallies, energies, seen } = state.arrays;
  const { first, width } = weightsLayout(cardinality);
  const cols = cardinality.length;
  const outputs = weights.length / (width + 1);
  const means = new Float64Array(outputs * cols);
  const spreads = new Float64Array(outputs * cols);
  for (let k = 0; k < outputs; k++)
    for (let c = 0; c < cols; c++) {
      const size = cardinality[c] === 0 ? 2 : cardinality[c]! + 1;
      let mean = 0;
      let square = 0;
      for (let j = first[c]!; j < first[c]! + size; j++) {
        const weight = weights[k * (width + 1) + j]! * target[1]!;
        const isNumber = cardinality[c] === 0 && j === first[c];
        mean += (weight * tallies[j]!) / seen[0]!;
        square += (weight * weight * (isNumber ? energies[c]! : tallies[j]!)) / seen[0]!;
      }
      means[k * cols + c] = mean;
      spreads[k * cols + c] = Math.sqrt(Math.max(0, square - mean * mean));
    }
  return { facts: { iterations: 0, converged: true }, arrays: { ...codedArrays(state), means, spreads } };
}

export const onlineExplainer = (state: OnlineState): Explainer => codedExplainer(withMoments(state));

export const onlineImportances = (state: OnlineState): Float64Array => codedImportances(withMoments(state));
