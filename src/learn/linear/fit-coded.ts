import type { TrainingSet } from '../../contracts/model.ts';
import type { Run } from '../../contracts/run.ts';
import { matrix } from '../../table/matrix.ts';
import { inUnits, toRaw, type Units } from './change-units.ts';
import { type Codes, codedColumns } from './coded-columns.ts';
import { type CodedState, codeOf, weightsLayout } from './coded-state.ts';
import type { LinearLoss } from './losses.ts';
import { meanLossOf, sum } from './mean-loss.ts';
import { partMoments } from './part-moments.ts';
import { ridge } from './ridge.ts';
import { searchOf } from './search.ts';
import { momentsOf, type Standardized, standardize } from './standardize.ts';

export interface CodedProblem {
  readonly train: Pick<TrainingSet, 'x' | 'columns' | 'y' | 'weights'>;
  readonly outputs: number;
  readonly loss: LinearLoss;
  /** Charge on half the square of each weight: of a category, and of a number in its standard deviations. */
  readonly strength: number;
  /** Stop when no slope of the mean loss, by the weight of a standardised column, is larger. */
  readonly tolerance: number;
  readonly iterations: number;
  /** [outputs] intercepts to start from. */
  readonly start: Float64Array;
}

/** How often in a row a rare category is taken to be seen at least, for the units of the search. */
const STIFFNESS = 4;

/**
 * Fit a weight for every number and every category, all charged alike, by L-BFGS.
 *
 * A missing number counts as the mean, and where there are any, that it is missing has a weight. A missing or unseen
 * category is a category. O(iterations x rows x cols x outputs), however many categories; a copy of the numbers and 4 bytes
 * for each code. Throws 'train/cancelled'.
 */
export function fitCoded(problem: CodedProblem, run: Run): CodedState {
  const { train, outputs, strength } = problem;
  const weights = train.weights ?? new Float64Array(train.y.length).fill(1);
  const total = sum(weights);
  const numbers = standardizedNumbers(train, weights);
  const codes = codesOf(train);
  const columns = codedColumns(numbers.x, codes);

  const units = unitsOf(numbers, codes, weights, (STIFFNESS * strength) / total);
  const charge = units.unit.map((unit) => strength / total / (unit * unit));
  const l2 = new Float64Array(outputs * (columns.cols + 1));
  const at = new Float64Array(l2.length);
  for (let k = 0; k < outputs; k++) l2.set(charge, k * columns.cols);
  at.set(problem.start, outputs * columns.cols);

  const meanLoss = meanLossOf({ ...problem, ...train, weights, x: columns });
  const found = ridge(inUnits(meanLoss, outputs, units), at, l2, searchOf(problem, run));
  toRaw(at, outputs, units, at);
  const arrays = inOrder(at, train, numbers, outputs);
  return {
    facts: { iterations: found.iterations, converged: found.converged },
    arrays: { ...arrays, ...partMoments(arrays, train.x, weights) },
  };
}

interface Numbers extends Standardized {
  /** [columns of the original] column of the table; gaps follow the numbers. */
  readonly source: readonly number[];
  /** How many of these are numbers; the others say of one whether it is missing. */
  readonly amounts: number;
}

/** The numbers with gaps filled by the mean, then 0/1 columns that tell of gaps; standardised, what does not vary left out. */
function standardizedNumbers({ x, columns }: CodedProblem['train'], weights: Float64Array): Numbers {
  const { rows, data } = x;
  const amounts = [...columns.keys()].filter((c) => columns[c]!.cardinality === undefined);
  const gaps = amounts.filter((c) => data.subarray(c * rows, (c + 1) * rows).some(Number.isNaN));
  const filled = matrix(rows, amounts.length + gaps.length);
  amounts.forEach((c, to) => {
    const column = data.subarray(c * rows, (c + 1) * rows);
    const present = gaps.includes(c) ? meanOfPresent(column, weights) : 0;
    for (let r = 0; r < rows; r++)
      filled.data[to * rows + r] = Number.isNaN(column[r]!) ? present : column[r]!;
  });
  gaps.forEach((c, g) => {
    const to = (amounts.length + g) * rows;
    for (let r = 0; r < rows; r++) filled.data[to + r] = Number(Number.isNaN(data[c * rows + r]!));
  });
  return { ...standardize(filled, weights), source: [...amounts, ...gaps], amounts: amounts.length };
}

function meanOfPresent(column: Float64Array, weights: Float64Array): number {
  const present = column.filter((v) => !Number.isNaN(v));
  if (present.length === 0) return 0;
  return momentsOf(
    present,
    weights.filter((_, r) => !Number.isNaN(column[r]!)),
  ).mean;
}

function codesOf({ x, columns }: CodedProblem['train']): Codes {
  const { rows, data } = x;
  const categories = [...columns.keys()].filter((c) => columns[c]!.cardinality !== undefined);
  const codes = new Int32Array(categories.length * rows);
  categories.forEach((c, to) => {
    const cardinality = columns[c]!.cardinality!;
    for (let r = 0; r < rows; r++) codes[to * rows + r] = codeOf(data[c * rows + r]!, cardinality);
  });
  return { rows, codes, sizes: Int32Array.from(categories, (c) => columns[c]!.cardinality! + 1) };
}

/**
 * Units in which every weight bends the loss about alike: a category by the root of its share of rows, and by what its charge
 * adds. Centred, the categories of a column do not pass for an intercept. Both spare L-BFGS most of its iterations.
 */
function unitsOf(
  numbers: Standardized,
  { rows, codes, sizes }: Codes,
  weights: Float64Array,
  least: number,
): Units {
  const cols = numbers.x.cols + sum(Float64Array.from(sizes));
  const centre = new Float64Array(cols);
  const unit = new Float64Array(cols).fill(1);
  const total = sum(weights);
  let first = numbers.x.cols;
  sizes.forEach((size, c) => {
    for (let r = 0; r < rows; r++) centre[first + codes[c * rows + r]!]! += weights[r]!;
    for (let j = first; j < first + size; j++) {
      centre[j]! /= total;
      unit[j] = Math.sqrt(centre[j]! + least) || 1;
    }
    first += size;
  });
  return { centre, unit };
}

/** The weights as a state holds them: column by column of the table. */
function inOrder(at: Float64Array, { columns }: CodedProblem['train'], numbers: Numbers, outputs: number) {
  const cardinality = Int32Array.from(columns, (c) => c.cardinality ?? 0);
  const { first, width } = weightsLayout(cardinality);
  const weights = new Float64Array(outputs * width);
  const intercepts = at.slice(-outputs);
  const centre = new Float64Array(columns.length);
  for (let i = 0; i < numbers.amounts; i++) centre[numbers.source[i]!] = numbers.mean[i]!;
  const cols = at.length / outputs - 1;
  for (let k = 0; k < outputs; k++) {
    let from = k * cols;
    numbers.column.forEach((i) => {
      const weight = at[from++]! / numbers.deviation[i]!;
      const isGap = i >= numbers.amounts;
      weights[k * width + first[numbers.source[i]!]! + Number(isGap)] = weight;
      if (isGap) intercepts[k]! -= weight * numbers.mean[i]!;
    });
    cardinality.forEach((categories, c) => {
      if (categories === 0) return;
      weights.set(at.subarray(from, from + categories + 1), k * width + first[c]!);
      from += categories + 1;
    });
  }
  return { cardinality, centre, weights, intercepts };
}
