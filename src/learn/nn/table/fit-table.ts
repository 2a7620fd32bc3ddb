import type { TrainingSet } from '../../../contracts/model.ts';
import type { Run } from '../../../contracts/run.ts';
import { isClassed, outputsOf } from '../../../contracts/task.ts';
import { dealFolds } from '../../../kernels/deal-folds.ts';
import { random, seedFor } from '../../../kernels/random.ts';
import { range } from '../../../kernels/range.ts';
import { momentsOf } from '../../linear/standardize.ts';
import { balancedWeights } from '../losses/class-balance.ts';
import { arraysOf, type LayerSpec, layNetwork, lengthsOf, type NetworkSpec } from '../network.ts';
import { type Examples, trainNetwork } from '../train-network.ts';
import { learnsBut, startFrom, thatFit } from './start-from.ts';
import { trainSettings } from './step-params.ts';
import {
  learnColumns,
  numbersWidth,
  type TableColumns,
  type TableScale,
  writtenRows,
} from './table-columns.ts';
import { headOf, type LearningParams } from './table-settings.ts';
import type { TableState } from './table-state.ts';

/** Rows below which none is held out to know when to stop. */
const FEWEST_TO_HOLD_OUT = 20;
/** The dense layer that has the offset of the scores. */
export const SCORES = 'scores';

/** What a body is made for. */
export interface TableShape {
  /** Numbers that it sees of a row. */
  readonly numbers: number;
  /** Categories of each column of codes, unknown not counted. */
  readonly cardinalities: readonly number[];
  readonly outputs: number;
}

/** The layers between the columns of a table and its scores, which the last one gives; one is named `SCORES`. */
export type Body = (shape: TableShape) => readonly LayerSpec[];

/** The scale of the target: value = mean + scale x score. */
interface TargetScale {
  readonly mean: number;
  readonly scale: number;
}

/** All that stands before a network over a table learns. */
interface Start {
  readonly network: NetworkSpec;
  readonly columns: TableColumns;
  readonly scale: TableScale;
  readonly target: TargetScale;
  readonly values: Readonly<Record<string, Float32Array>>;
  readonly learns: (name: string) => boolean;
}

/**
 * Fit a network to a table.
 *
 * Numbers are standardised, gaps filled with the mean and marked, categories looked up in tables of vectors; the value of a
 * regression is standardised too. Where there are no validation rows, some training rows are held out to know when to stop.
 *
 * Where there is a state to go on from, its scales and all of its arrays that fit are taken over, and only arrays of layers
 * that are not frozen move: fine-tuning. Throws what `trainNetwork`, `startFrom` and `learnsBut` throw.
 */
export function fitTable(train: TrainingSet, body: Body, params: LearningParams, run: Run): TableState {
  const earlier = train.start === undefined ? null : startFrom(train, train.start);
  const { columns, scale } = earlier ?? learnColumns(train.x, train.columns, train.weights);
  const outputs = outputsOf(train.task);
  const shape = { numbers: numbersWidth(columns), cardinalities: columns.cardinalities, outputs };
  const layers = body(shape);
  const network = {
    numbers: [shape.numbers],
    codes: columns.codes.length,
    layers,
    heads: [layers.at(-1)!.name],
  };
  const target = earlier?.target ?? targetScale(train);
  const values = {
    [`${SCORES}/bias`]: logPriors(train, outputs),
    ...(earlier === null ? {} : thatFit(earlier.values, lengthsOf(network))),
  };
  const learns = learnsBut(params.frozen, layers);
  return learn(train, { network, columns, scale, target, values, learns }, params, run);
}

function learn(train: TrainingSet, start: Start, params: LearningParams, run: Run): TableState {
  const { network: spec, columns, scale, target } = start;
  const { taught, held } = heldApart(train, params, run);
  const classWeights = classWeightsOf(train, params);
  const examples = examplesOf(taught, start, classWeights);
  const judged = held === null ? null : examplesOf(held, start, null);
  return run.kernels.scope(() => {
    const network = layNetwork(spec, {
      kernels: run.kernels,
      capacity: Math.max(1, Math.min(params.batchRows, examples.rows)),
      seed: seedFor(run.seed, 'network'),
      values: start.values,
      learns: start.learns,
    });
    const { epochs } = trainNetwork(
      network,
      [headOf(train, params)],
      examples,
      judged,
      trainSettings(params),
      run,
    );
    return {
      facts: { category: train.task.category, network: spec, columns, epochs },
      arrays: {
        ...arraysOf(network),
        'table.mean': scale.mean,
        'table.scale': scale.scale,
        'target.mean': Float64Array.of(target.mean),
        'target.scale': Float64Array.of(target.scale),
      },
    };
  });
}

/** Rows of a matrix with their truth. */
type Rows = Pick<TrainingSet, 'x' | 'y' | 'weights'> & { readonly rows: Int32Array };

/** Rows to learn from, and rows to judge by: the validation rows, or some of the training rows. */
function heldApart(
  { x, y, weights, task, validation }: TrainingSet,
  { patience, holdOut }: LearningParams,
  run: Run,
): { taught: Rows; held: Rows | null } {
  const all = { x, y, weights, rows: range(y.length) };
  if (patience === 0) return { taught: all, held: null };
  if (validation !== undefined && validation.y.length > 0)
    return { taught: all, held: { ...validation, rows: range(validation.y.length) } };
  if (y.length < FEWEST_TO_HOLD_OUT) return { taught: all, held: null };
  const folds = Math.min(255, Math.max(2, Math.round(1 / holdOut)));
  const classes = isClassed(task) ? task.classes.length : null;
  const fold = dealFolds(y, classes, folds, random(seedFor(run.seed, 'hold out')));
  return {
    taught: { ...all, rows: all.rows.filter((row) => fold[row] !== 0) },
    held: { ...all, rows: all.rows.filter((row) => fold[row] === 0) },
  };
}

/** Rows as the network takes them; weight x that of its class. */
function examplesOf(
  { x, y, weights, rows }: Rows,
  { columns, scale, target }: Start,
  classWeights: Float64Array | null,
): Examples {
  const truth = Float64Array.from(rows, (r) =>
    target.scale === 0 ? 0 : (y[r]! - target.mean) / target.scale,
  );
  const weightOf = (r: number): number => (weights?.[r] ?? 1) * (classWeights?.[y[r]!] ?? 1);
  const weighted = weights !== null || classWeights !== null;
  return {
    ...writtenRows(columns, scale, x, rows),
    truths: [truth],
    weights: weighted ? Float64Array.from(rows, weightOf) : null,
  };
}

function targetScale({ task, y, weights }: TrainingSet): TargetScale {
  if (task.category !== 'regression') return { mean: 0, scale: 1 };
  const { mean, deviation } = momentsOf(y, weights ?? new Float64Array(y.length).fill(1));
  return { mean, scale: deviation };
}

/** Sums of the weights of the rows of each class. */
function classCounts({ y, weights }: TrainingSet, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (let r = 0; r < y.length; r++) counts[y[r]!]! += weights?.[r] ?? 1;
  return counts;
}

function classWeightsOf(train: TrainingSet, { classBalance }: LearningParams): Float64Array | null {
  if (!isClassed(train.task) || classBalance === 0) return null;
  return balancedWeights(classCounts(train, train.task.classes.length), classBalance);
}

/** Scores that give the class frequencies, half a row added to each so that an absent class stays finite; 0 of a value. */
function logPriors(train: TrainingSet, outputs: number): Float32Array {
  if (!isClassed(train.task)) return new Float32Array(outputs);
  const logs = classCounts(train, train.task.classes.length).map((n) => Math.log(n + 0.5));
  if (outputs === 1) return Float32Array.of(logs[1]! - logs[0]!);
  const middle = logs.reduce((a, b) => a + b) / logs.length;
  return Float32Array.from(logs, (log) => log - middle);
}
