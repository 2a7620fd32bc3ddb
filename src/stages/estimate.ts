import type { Design } from '../contracts/design.ts';
import { fail } from '../errors/fail.ts';
import { type OffPolicy, offPolicy } from '../experiments/off-policy.ts';
import { dealFolds } from '../kernels/deal-folds.ts';
import { random, seedFor } from '../kernels/random.ts';
import { type Column, categoryColumn, takeRows } from '../table/column.ts';
import { codesOf, dictionaryOf, numbersOf } from '../table/forms.ts';
import { columnOf, type Frame, takeFrame } from '../table/frame.ts';
import { fitModel } from './train/fit-model.ts';
import type { MeasurePorts } from './train/keep-model.ts';
import { runOf } from './train/measure-models.ts';

/** Which columns of a log say what. */
export interface LogColumns {
  readonly action: string;
  readonly reward: string;
  readonly propensity: string;
  /** The column that holds the chance with which the other policy takes the logged action; null: it draws uniformly. */
  readonly target: string | null;
}

export interface EstimateInput {
  readonly log: Frame;
  readonly columns: LogColumns;
  /** A design whose target is the reward and whose first model learns it from action and context. */
  readonly design: Design;
  readonly level: number;
  readonly samples: number;
  readonly leastEffective: number;
}

export interface Estimated extends OffPolicy {
  /** Actions in the log. */
  readonly actions: number;
  /** Decisions without an action, a reward or a propensity: not used. */
  readonly dropped: number;
  /** Why there is no doubly robust estimate; null when there is one. */
  readonly noModel: string | null;
}

/** Each decision is judged by a model that was fitted without its fold. */
const FOLDS = 5;

/**
 * What another policy would have earned, from the log of the one that ran.
 *
 * Deterministic in the design's seed. Throws 'estimate/no-decisions', 'estimate/not-a-chance' and what the model throws.
 */
export async function estimate(input: EstimateInput, ports: MeasurePorts): Promise<Estimated> {
  const { columns, design, level, samples, leastEffective } = input;
  const { log, dropped } = usable(input);
  const propensity = chances(log, columns.propensity, false);
  const reward = numbersOf(columnOf(log, columns.reward));
  const action = columnOf(log, columns.action);
  const actions = new Set(codesOf(action)).size;
  const target =
    columns.target === null
      ? new Float64Array(log.rows).fill(1 / actions)
      : chances(log, columns.target, true);
  const expected = columns.target === null ? await uniformlyExpected(input, log, ports) : null;
  const told = offPolicy(
    { reward, propensity, target, expected },
    { level, samples, leastEffective, seed: seedFor(design.seed, 'off-policy') },
  );
  const noModel =
    expected === null
      ? `the chance of every action is needed for it, and ${columns.target} tells that of the logged one alone`
      : null;
  return { ...told, actions, dropped, noModel };
}

/** The decisions that have all that is needed. */
function usable({ log, columns }: EstimateInput): { log: Frame; dropped: number } {
  const codes = codesOf(columnOf(log, columns.action));
  const needed = [
    columns.reward,
    columns.propensity,
    ...(columns.target === null ? [] : [columns.target]),
  ].map((name) => numbersOf(columnOf(log, name)));
  const rows = Int32Array.from(codes.keys()).filter(
    (i) => codes[i]! >= 0 && needed.every((values) => Number.isFinite(values[i]!)),
  );
  const dropped = log.rows - rows.length;
  if (rows.length === 0) throw fail('estimate/no-decisions', { file: 'the log', dropped });
  return { log: dropped === 0 ? log : takeFrame(log, rows), dropped };
}

function chances(log: Frame, column: string, zero: boolean): Float64Array {
  const values = numbersOf(columnOf(log, column));
  const wrong = values.findIndex((v) => !(v <= 1 && (zero ? v >= 0 : v > 0)));
  if (wrong >= 0) {
    const least = zero ? 'from 0' : 'above 0';
    throw fail('estimate/not-a-chance', { column, row: wrong + 1, got: values[wrong]!, least });
  }
  return values;
}

/**
 * The reward that a model expects of each decision: as it was taken, and in the mean over all actions of the log. Models
 * are fitted without the fold of the decision.
 */
async function uniformlyExpected(
  { columns, design }: EstimateInput,
  log: Frame,
  ports: MeasurePorts,
): Promise<{ taken: Float64Array; target: Float64Array }> {
  const reward = numbersOf(columnOf(log, columns.reward));
  const action = columnOf(log, columns.action);
  const present = [...new Set(codesOf(action))].sort((a, b) => a - b);
  const fold = dealFolds(reward, null, FOLDS, random(seedFor(design.seed, 'folds')));
  const choice = design.models[0]!;
  const taken = new Float64Array(log.rows);
  const target = new Float64Array(log.rows);
  ports.progress.begin('model of the reward');
  for (let f = 0; f < FOLDS; f++) {
    const inside = rowsWhere(fold, (at) => at !== f);
    const outside = rowsWhere(fold, (at) => at === f);
    if (inside.length === 0 || outside.length === 0) continue;
    const rows = { frame: takeFrame(log, inside), truth: reward.filter((_, i) => fold[i] !== f) };
    const { pipeline } = await fitModel(design, choice, rows, null, runOf(design, choice, ports));
    const held = takeFrame(log, outside);
    scatter(pipeline.score(held), outside, taken, 1);
    for (const code of present) {
      ports.checkCancelled();
      const asked = withColumn(held, columns.action, constant(action, code, outside));
      scatter(pipeline.score(asked), outside, target, 1 / present.length);
    }
    ports.progress.at((f + 1) / FOLDS);
  }
  ports.progress.end(choice.name);
  return { taken, target };
}

const rowsWhere = (fold: Uint8Array, holds: (fold: number) => boolean): Int32Array =>
  Int32Array.from(fold.keys()).filter((i) => holds(fold[i]!));

function constant(column: Column, code: number, rows: Int32Array): Column {
  const codes = codesOf(takeRows(column, rows)).slice().fill(code);
  return categoryColumn(codes, dictionaryOf(column));
}

const withColumn = (frame: Frame, name: string, column: Column): Frame => ({
  ...frame,
  columns: new Map(frame.columns).set(name, column),
});

function scatter(values: Float64Array, rows: Int32Array, out: Float64Array, share: number): void {
  for (let i = 0; i < rows.length; i++) out[rows[i]!]! += share * values[i]!;
}
