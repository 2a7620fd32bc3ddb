import type { TrainingSet } from '../../../contracts/model.ts';
import type { Run } from '../../../contracts/run.ts';
import { isClassed, outputsOf } from '../../../contracts/task.ts';
import { dealFolds } from '../../../kernels/deal-folds.ts';
import { random, seedFor } from '../../../kernels/random.ts';
import { range } from '../../../kernels/range.ts';
import { balancedWeights } from '../losses/class-balance.ts';
import { arraysOf, type LayerSpec, layNetwork, lengthsOf, type NetworkSpec } from '../network.ts';
import { type Examples, trainNetwork } from '../train-network.ts';
import {
  askedOf,
  classCounts,
  logPriors,
  scaled,
  startsOf,
  storedHead,
  type TargetScale,
  targetScale,
  withHeads,
} from './further-heads.ts';
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

/** All that stands before a network over a table learns. */
interface Start {
  readonly network: NetworkSpec;
  readonly columns: TableColumns;
  readonly scale: TableScale;
  readonly target: TargetScale;
  /** Of further targets. */
  readonly scales: readonly TargetScale[];
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
 * that are not frozen move: fine-tuning. Further targets are learned at once, each by a head on the last layer that all
 * share; rows that do not tell one teach the others. Source: Caruana 1997, "Multitask learning". Throws what `trainNetwork`, `startFrom` and `learnsBut` throw.
 */
export function fitTable(train: TrainingSet, body: Body, params: LearningParams, run: Run): TableState {
  const earlier = train.start === undefined ? null : startFrom(train, train.start);
  const { columns, scale } = earlier ?? learnColumns(train.x, train.columns, train.weights);
  const outputs = outputsOf(train.task);
  const shape = { numbers: numbersWidth(columns), cardinalities: columns.cardinalities, outputs };
  const further = train.heads ?? [];
  const own = body(shape);
  const { layers, names } = withHeads(own, SCORES, further);
  const network = {
    numbers: [shape.numbers],
    codes: columns.codes.length,
    layers,
    heads: [own.at(-1)!.name, ...names],
  };
  const target = earlier?.target ?? targetScale(train);
  const values = {
    [`${SCORES}/bias`]: logPriors(train, outputs),
    ...startsOf(further, train.weights),
    ...(earlier === null ? {} : thatFit(earlier.values, lengthsOf(network))),
  };
  const learns = learnsBut(params.frozen, layers);
  const scales = further.map(({ task, y }, h) => earlier?.scales[h] ?? targetScale({ ...train, task, y }));
  return learn(train, { network, columns, scale, target, scales, values, learns }, params, run);
}

function learn(train: TrainingSet, start: Start, params: LearningParams, run: Run): TableState {
  const { network: spec, columns, scale, target } = start;
  const { taught, held } = heldApart(train, params, run);
  const classWeights = classWeightsOf(train, params);
  const further = train.heads ?? [];
  const told = further.map(({ y }, h) => scaled(y, start.scales[h]!, taught.rows));
  const examples = examplesOf(taught, start, classWeights, told);
  // It stops by the target alone: what the others bring must show there.
  const silent = further.map(() => new Float64Array(held?.rows.length ?? 0).fill(Number.NaN));
  const judged = held === null ? null : examplesOf(held, start, null, silent);
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
      [headOf(train, params), ...askedOf(further, params)],
      examples,
      judged,
      trainSettings(params),
      run,
    );
    return {
      facts: {
        category: train.task.category,
        network: spec,
        columns,
        epochs,
        ...(train.heads && { heads: further.map(storedHead) }),
      },
      arrays: {
        ...arraysOf(network),
        'table.mean': scale.mean,
        'table.scale': scale.scale,
        'target.mean': Float64Array.of(target.mean),
        'target.scale': Float64Array.of(target.scale),
        ...(train.heads && {
          'heads.mean': Float64Array.from(start.scales, ({ mean }) => mean),
          'heads.scale': Float64Array.from(start.scales, ({ scale }) => scale),
        }),
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
  further: readonly Float64Array[],
): Examples {
  const weightOf = (r: number): number => (weights?.[r] ?? 1) * (classWeights?.[y[r]!] ?? 1);
  const weighted = weights !== null || classWeights !== null;
  return {
    ...writtenRows(columns, scale, x, rows),
    truths: [scaled(y, target, rows), ...further],
    weights: weighted ? Float64Array.from(rows, weightOf) : null,
  };
}

function classWeightsOf(train: TrainingSet, { classBalance }: LearningParams): Float64Array | null {
  if (!isClassed(train.task) || classBalance === 0) return null;
  return balancedWeights(classCounts(train, train.task.classes.length), classBalance);
}
