import type { MultiTaskSet, TaskHead, TaskRows } from '../../../contracts/multi-task.ts';
import type { Run } from '../../../contracts/run.ts';
import type { State } from '../../../contracts/state.ts';
import { fail } from '../../../errors/fail.ts';
import { random, seedFor, shuffle } from '../../../kernels/random.ts';
import { range } from '../../../kernels/range.ts';
import { toLog } from '../../../kernels/signed-log.ts';
import { momentsOf } from '../../linear/standardize.ts';
import { crossEntropy } from '../losses/cross-entropy.ts';
import { huber } from '../losses/errors.ts';
import { arraysOf, layNetwork, lengthsOf, type NetworkSpec } from '../network.ts';
import { checkColumns, learnsBut, thatFit } from '../table/start-from.ts';
import { type StepParams, trainSettings } from '../table/step-params.ts';
import {
  learnColumns,
  numbersWidth,
  type TableColumns,
  type TableScale,
  writtenRows,
} from '../table/table-columns.ts';
import { layersOf } from '../table/table-state.ts';
import { type Examples, type Head, trainNetwork } from '../train-network.ts';
import { type HeadsBody, headLayers, scoreOf } from './head-layers.ts';
import { type HeadsState, openHeads } from './heads-state.ts';

export interface HeadsParams extends StepParams, HeadsBody {
  /** Errors of amounts beyond so many deviations of their logs count linearly. */
  readonly huberFrom: number;
  /** 0 = every row counts alike, 1 = every head does, however few rows tell it and however rare it is. */
  readonly headBalance: number;
}

/** Rows below which none is held out to know when to stop. */
const FEWEST_TO_HOLD_OUT = 20;

/** How the logs of the amounts of each head are standardised; mean 0 and scale 1 of a binary head. */
interface AmountScale {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/**
 * Teach one network all heads at once: the sum over heads of cross-entropy, or of Huber's loss of standardised logs of
 * amounts. A row teaches the heads whose truth it has.
 *
 * It stops by the same sum on validation rows; without any, some training rows are held out. In the end amounts are
 * enlarged so that their mean over training rows comes true, which means of logs do not (the smearing of Duan 1983, by
 * ratio). Throws what `trainNetwork` and `learnsBut` throw, and 'train/start-unlike'. Deterministic by seed.
 */
export function fitHeads(train: MultiTaskSet, params: HeadsParams, run: Run): HeadsState {
  const earlier = train.start === undefined ? null : startOf(train, train.start);
  const { columns, scale } = earlier ?? learnColumns(train.x, train.columns, train.weights);
  const amounts = earlier?.amounts ?? amountScale(train);
  const names = train.heads.map(({ name }) => name);
  const layers = headLayers(
    { numbers: numbersWidth(columns), cardinalities: columns.cardinalities },
    params,
    names,
  );
  const network: NetworkSpec = {
    numbers: [numbersWidth(columns)],
    codes: columns.codes.length,
    layers,
    heads: names.map(scoreOf),
  };
  const { taught, held } = heldApart(train, params, run);
  const examples = (rows: Rows): Examples => ({
    ...writtenRows(columns, scale, rows.x, rows.rows),
    truths: train.heads.map((head, h) => truthsOf(head, rows, h, amounts)),
    weights: rows.weights && Float64Array.from(rows.rows, (r) => rows.weights![r]!),
  });
  return run.kernels.scope(() => {
    const learning = examples(taught);
    const laid = layNetwork(network, {
      kernels: run.kernels,
      capacity: Math.max(1, Math.min(params.batchRows, learning.rows)),
      seed: seedFor(run.seed, 'network'),
      values: { ...logRates(train), ...thatFit(earlier?.values ?? {}, lengthsOf(network)) },
      learns: learnsBut(params.frozen, layers),
    });
    const heads = train.heads.map((head, h) => askedOf(head, train.y[h]!, params));
    const judged = held === null ? null : examples(held);
    const { epochs } = trainNetwork(laid, heads, learning, judged, trainSettings(params), run);
    const state: HeadsState = {
      facts: { heads: train.heads.map(({ name, kind }) => ({ name, kind })), network, columns, epochs },
      arrays: {
        ...arraysOf(laid),
        'table.mean': scale.mean,
        'table.scale': scale.scale,
        'amount.mean': amounts.mean,
        'amount.scale': amounts.scale,
        'amount.factor': new Float64Array(names.length).fill(1),
      },
    };
    const factor = smearing(state, train, run);
    return { ...state, arrays: { ...state.arrays, 'amount.factor': factor } };
  });
}

/** A head's share of the whole loss: by what it would add to it, were its rate, or mean, all that is said of its rows. */
function askedOf({ kind }: TaskHead, truth: Float64Array, { huberFrom, headBalance }: HeadsParams): Head {
  const loss = kind === 'binary' ? crossEntropy({ smoothing: 0, entropy: 0 }) : huber(huberFrom);
  const known = truth.filter((y) => !Number.isNaN(y));
  const rate = (known.reduce((sum, y) => sum + Number(y > 0), 0) + 0.5) / (known.length + 1);
  const plain = kind === 'binary' ? -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate) : 0.5;
  const share = known.length === 0 ? 1 : ((plain * known.length) / truth.length) ** -headBalance;
  return { loss, judge: loss, share };
}

/** Some rows of a set. */
type Rows = TaskRows & { readonly rows: Int32Array };

function heldApart(
  train: MultiTaskSet,
  { patience, holdOut }: HeadsParams,
  run: Run,
): { taught: Rows; held: Rows | null } {
  const { validation, x } = train;
  const all = { ...train, rows: range(x.rows) };
  if (patience === 0) return { taught: all, held: null };
  if (validation !== undefined && validation.x.rows > 0)
    return { taught: all, held: { ...validation, rows: range(validation.x.rows) } };
  if (x.rows < FEWEST_TO_HOLD_OUT) return { taught: all, held: null };
  const drawn = shuffle(range(x.rows), random(seedFor(run.seed, 'hold out')));
  const out = Math.max(1, Math.round(holdOut * x.rows));
  return {
    taught: { ...all, rows: drawn.slice(out).sort() },
    held: { ...all, rows: drawn.slice(0, out).sort() },
  };
}

function truthsOf(
  { kind }: TaskHead,
  { y, rows }: Rows,
  h: number,
  { mean, scale }: AmountScale,
): Float64Array {
  const truth = y[h]!;
  if (kind === 'binary') return Float64Array.from(rows, (r) => truth[r]!);
  const by = scale[h]! > 0 ? 1 / scale[h]! : 0;
  return Float64Array.from(rows, (r) => (toLog(truth[r]!) - mean[h]!) * by);
}

function amountScale({ heads, y, weights }: MultiTaskSet): AmountScale {
  const mean = new Float64Array(heads.length);
  const scale = new Float64Array(heads.length).fill(1);
  heads.forEach(({ kind }, h) => {
    if (kind === 'binary') return;
    const known = range(y[h]!.length).filter((r) => !Number.isNaN(y[h]![r]!));
    const moments = momentsOf(
      Float64Array.from(known, (r) => toLog(y[h]![r]!)),
      Float64Array.from(known, (r) => weights?.[r] ?? 1),
    );
    mean[h] = known.length === 0 ? 0 : moments.mean;
    scale[h] = known.length === 0 ? 0 : moments.deviation;
  });
  return { mean, scale };
}

/** Where the scores of binary heads begin: at the log-odds of their rates, half a row added to each side. */
function logRates({ heads, y, weights }: MultiTaskSet): Record<string, Float32Array> {
  const starts = heads.flatMap(({ name, kind }, h) => {
    if (kind !== 'binary') return [];
    const sides = [0.5, 0.5];
    y[h]!.forEach((truth, r) => {
      if (!Number.isNaN(truth)) sides[truth > 0 ? 1 : 0]! += weights?.[r] ?? 1;
    });
    return [[`${scoreOf(name)}/bias`, Float32Array.of(Math.log(sides[1]! / sides[0]!))] as const];
  });
  return Object.fromEntries(starts);
}

/** [heads] mean amount by mean answer over the rows that have one; 1 of binary heads, and where that is no factor. */
function smearing(state: HeadsState, { heads, x, y, weights }: MultiTaskSet, run: Run): Float64Array {
  const factor = new Float64Array(heads.length).fill(1);
  if (heads.every(({ kind }) => kind === 'binary')) return factor;
  const said = new Float64Array(x.rows * heads.length);
  openHeads(state, run.kernels)(x, said);
  heads.forEach(({ kind }, h) => {
    if (kind === 'binary') return;
    let [came, told] = [0, 0];
    for (let r = 0; r < x.rows; r++) {
      if (Number.isNaN(y[h]![r]!)) continue;
      const weight = weights?.[r] ?? 1;
      came += weight * y[h]![r]!;
      told += weight * said[r * heads.length + h]!;
    }
    const ratio = came / told;
    if (ratio > 0 && Number.isFinite(ratio)) factor[h] = ratio;
  });
  return factor;
}

/** What a fit takes over from a state that it goes on from. */
interface Earlier {
  readonly columns: TableColumns;
  readonly scale: TableScale;
  readonly amounts: AmountScale;
  readonly values: Readonly<Record<string, Float32Array>>;
}

function startOf({ columns, heads }: MultiTaskSet, state: State): Earlier {
  const { facts, arrays } = state as Partial<HeadsState>;
  if (facts?.heads === undefined || facts.columns === undefined || arrays?.['table.mean'] === undefined)
    throw fail('train/start-unlike', { problem: 'it is not that of a network of several heads' });
  checkColumns(facts.columns, columns);
  const [were, are] = [facts.heads, heads].map((of) =>
    of.map(({ name, kind }) => `${name} (${kind})`).join(', '),
  );
  if (were !== are)
    throw fail('train/start-unlike', { problem: `its heads are ${were}, and there are ${are}` });
  const array = (name: string): Float64Array => arrays[name] as Float64Array;
  return {
    columns: facts.columns,
    scale: { mean: array('table.mean'), scale: array('table.scale') },
    amounts: { mean: array('amount.mean'), scale: array('amount.scale') },
    values: layersOf({ arrays }),
  };
}
